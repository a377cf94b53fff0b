import { Vendor } from "../vendor/vendor.type.js";

/** The account that has no name in ids and addresses, and whose variables have none either. */
export const DEFAULT_ACCOUNT = "default";

/** What the server talks to: an account at a vendor. */
export interface Source {
  readonly vendor: Vendor;
  /** `default`, or a name from `<VENDOR>_ACCOUNTS`. */
  readonly account: string;
  /** As in ids and addresses, and the key of every map by source: `greenhouse`, `greenhouse~emea`. */
  readonly text: string;
}

/** The form of every account's name. */
export const ACCOUNT_NAME = /^[a-z][a-z0-9-]{0,29}$/;

const VENDOR_BY_SLUG = new Map(Object.values(Vendor).map((vendor) => [vendorSlug(vendor), vendor]));

/** How a vendor is spelled in ids: `FEISHU_COREHR` is `feishu-corehr`. */
export function vendorSlug(vendor: Vendor): string {
  return vendor.toLowerCase().replaceAll("_", "-");
}

/** @throws RangeError where the account's name has another form: a mistake of the caller, not of a client. */
export function sourceOf(vendor: Vendor, account = DEFAULT_ACCOUNT): Source {
  const known = account === DEFAULT_ACCOUNT ? DEFAULT_SOURCES.get(vendor) : undefined;
  if (known !== undefined) return known;
  if (!ACCOUNT_NAME.test(account)) throw new RangeError(`${JSON.stringify(account)} is not the name of an account.`);
  const slug = vendorSlug(vendor);
  return Object.freeze({ vendor, account, text: account === DEFAULT_ACCOUNT ? slug : `${slug}~${account}` });
}

/** Nearly every record is of one of these. */
const DEFAULT_SOURCES: Map<Vendor, Source> = new Map();
for (const vendor of Object.values(Vendor)) DEFAULT_SOURCES.set(vendor, sourceOf(vendor));
const DEFAULT_BY_TEXT = new Map([...DEFAULT_SOURCES.values()].map((source) => [source.text, source]));

/** The source that holds a record, or that a report is about. */
export function sourceOfRecord({ vendor, account }: Pick<Source, "vendor" | "account">): Source {
  return sourceOf(vendor, account);
}

/** The source of a failure, which names a vendor by a text; undefined where that is none of the graph's vendors. */
export function sourceOfFailure({ vendor, account }: { vendor: string; account?: string }): Source | undefined {
  const known = Object.values(Vendor).find((one) => one === vendor);
  return known && sourceOf(known, account);
}

/** The source of this text; undefined for whatever `sourceOf` would not have written, `greenhouse~default` included. */
export function parseSource(text: string): Source | undefined {
  const known = DEFAULT_BY_TEXT.get(text);
  if (known !== undefined) return known;
  const [slug = "", account, ...rest] = text.split("~");
  const vendor = VENDOR_BY_SLUG.get(slug);
  if (vendor === undefined || account === undefined || rest.length > 0) return undefined;
  return account !== DEFAULT_ACCOUNT && ACCOUNT_NAME.test(account) ? sourceOf(vendor, account) : undefined;
}
