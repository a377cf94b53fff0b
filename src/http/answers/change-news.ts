/** News of changes, to and from the other servers that keep answers of the same vendors. */
export interface ChangeNews {
  /** Whether every change of another server that has ended is known here. Where it is not, no answer may serve again or be shared. */
  readonly isCurrent: boolean;
  /** Tells that something may have changed at a vendor. Resolves once no server takes for current what it was answered before. */
  tell(vendor: string): Promise<void>;
  /** Calls back with each vendor at which others have changed something; with undefined where it may be any. */
  listen(listener: (vendor: string | undefined) => void): void;
}
