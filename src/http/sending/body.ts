import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import type { VendorRequest } from "../request.js";

export const ACCEPTED_ENCODINGS = "gzip, deflate, br";

/** undici has an interceptor for this. It is experimental, says so on standard error at every start, and passes unknown encodings on. */
const DECODERS: Record<string, (packed: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>> = {
  gzip: promisify(gunzip),
  "x-gzip": promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

/**
 * The text of an answer; at once where it is not packed.
 *
 * @throws where it cannot be unpacked, or unpacks into more than `maxBytes`.
 */
export function decodeText(packed: Buffer, encoding: string | undefined, maxBytes: number): string | Promise<string> {
  const name = encoding?.trim().toLowerCase() ?? "identity";
  if (name === "identity" || name === "" || packed.length === 0) return toText(packed);
  const decode = DECODERS[name];
  if (decode === undefined) throw new Error(`The answer is encoded as "${name}"; asked for were ${ACCEPTED_ENCODINGS}.`);
  return decode(packed, { maxOutputLength: maxBytes }).then(toText);
}

/** A number of sixteen digits may be too large for JavaScript. Spelled out without a quantifier, which lets the engine search faster. */
const LONG_NUMBER = new RegExp(`[:,[\\s-]${"\\d".repeat(16)}`);
/** In valid JSON: each text as a whole, so that digits in it stay as they are, and each number as a whole. */
const TEXT_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Undefined where the text is not JSON, whatever its content type claims: vendors mislabel both ways. A whole number beyond 2^53 comes as
 * the text of its digits: as a number it would turn into its neighbour, and an id into another record's.
 */
export function parseJson(text: string): unknown {
  if (text === "") return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return LONG_NUMBER.test(text) ? JSON.parse(text.replace(TEXT_OR_NUMBER, quoteUnsafe)) : parsed;
  } catch {
    return undefined;
  }
}

function quoteUnsafe(token: string): string {
  const isSafe = token.length < 16 || !/^-?\d+$/.test(token) || Number.isSafeInteger(Number(token));
  return isSafe ? token : `"${token}"`;
}

export interface EncodedBody {
  contentType: string;
  body: string;
}

/** The body of a request and its content type. */
export function encodeBody(request: VendorRequest): EncodedBody | undefined {
  if (request.json !== undefined) return { contentType: "application/json; charset=utf-8", body: JSON.stringify(request.json) };
  if (request.form !== undefined) {
    return { contentType: "application/x-www-form-urlencoded", body: new URLSearchParams(request.form).toString() };
  }
  return undefined;
}

/** Path and query as they are sent; `+`, `&` and `%` in a query are escaped. */
export function encodeTarget(prefix: string, request: VendorRequest): string {
  const { path, query = [] } = request;
  return query.length === 0 ? `${prefix}${path}` : `${prefix}${path}?${new URLSearchParams(query)}`;
}

function toText(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  // A byte-order mark would make JSON.parse fail.
  return text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
}

const BYTE_ORDER_MARK = 0xfeff;
