/** A receiver of events, as `WEBHOOKS` names it. */
export interface WebhookSettings {
  readonly name: string;
  /** Where events are posted to. It may hold a secret in its path or query: it is never shown. */
  readonly url: string;
  /** `whsec_` and 24 to 64 bytes in base64, after Standard Webhooks. */
  readonly secret: string;
  /** Whether the address may lie on a private network or loopback. */
  readonly isPrivate: boolean;
}

/** The form of a receiver's name: an account's. */
export const WEBHOOK_NAME = /^[a-z][a-z0-9-]{0,29}$/;
