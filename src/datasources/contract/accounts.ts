import { BadUserInput } from "../../schema/common/bad-input.js";
import { DEFAULT_ACCOUNT, type Source, sourceOf } from "../../schema/common/source.js";
import type { Vendor } from "../../schema/vendor/vendor.type.js";

/** The connected sources, by their texts. */
export type Connected = ReadonlyMap<string, { readonly source: Source }>;

/** All sources, or those of one vendor, in the registry's order. */
export function sourcesOf(connected: Connected, vendor?: Vendor): Source[] {
  const sources = [...connected.values()].map(({ source }) => source);
  return vendor === undefined ? sources : sources.filter((source) => source.vendor === vendor);
}

/**
 * The fault of an id of this source; undefined where the account exists, and for the default account of a vendor that is not configured, which
 * is reported as such.
 */
export function unknownAccount(connected: Connected, { vendor, account, text }: Source): BadUserInput | undefined {
  if (connected.has(text)) return undefined;
  if (account === DEFAULT_ACCOUNT && sourcesOf(connected, vendor).length === 0) return undefined;
  return new BadUserInput(`${vendor} has no account "${account}" on this server.`);
}

/**
 * The source that the arguments `vendor` and `account` name.
 *
 * @param path the place of the argument `account`
 * @throws BadUserInput where the vendor has no such account; it lists the existing ones.
 */
export function requireSource(connected: Connected, vendor: Vendor, account: string, path: readonly string[] = ["account"]): Source {
  const names = sourcesOf(connected, vendor).map((source) => source.account);
  if (names.includes(account) || (names.length === 0 && account === DEFAULT_ACCOUNT)) return sourceOf(vendor, account);
  const there = names.length === 0 ? "It is not configured." : `Its accounts are: ${names.join(", ")}.`;
  throw new BadUserInput(`${vendor} has no account "${account}" on this server. ${there}`, path);
}

/** @throws BadUserInput where no vendor has an account of one of these names. */
export function requireAccounts(connected: Connected, accounts: readonly string[]): void {
  const known = [...new Set(sourcesOf(connected).map(({ account }) => account))];
  const unknown = accounts.find((account) => !known.includes(account));
  if (unknown === undefined) return;
  throw new BadUserInput(`No vendor has an account "${unknown}" on this server. There are: ${known.join(", ")}.`, ["accounts"]);
}
