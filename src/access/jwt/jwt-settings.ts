/** What sign-in by JWT (RFC 9068 access tokens) is told by the configuration. */
export interface JwtSettings {
  /** Where the provider publishes its keys (RFC 7517). */
  readonly jwksUrl: string;
  /** The claim `iss` of its tokens, to the letter. */
  readonly issuer: string;
  /** What the claim `aud` must be, or hold. */
  readonly audience: string;
  /** What the header `typ` must be. */
  readonly typ: string;
}
