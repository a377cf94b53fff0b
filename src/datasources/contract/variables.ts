import { accountOf, type Upstream } from "../../http/vendor-error.js";

/**
 * Names the variables of an account in a text of ours: FEISHU_APP_ID is FEISHU_APAC_APP_ID for the account apac. Not for a vendor's own words,
 * which may look like a variable.
 */
export function nameVariables(upstream: Upstream, text: string): string {
  const account = accountOf(upstream);
  if (account === undefined) return text;
  return text.replaceAll(/\b[A-Z]+(?=_[A-Z_]+\b)/g, (vendor) => `${vendor}_${account.toUpperCase().replaceAll("-", "_")}`);
}
