import { decodeNativeId, encodeNativeId } from "./global-id.js";

/** Half a character, which has no spelling in UTF-8. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** A requisition's code as it stands in an id. */
export function encodeCode(code: string): string {
  return encodeNativeId(code.replaceAll(LONE_SURROGATE, "\ufffd"));
}

/** Undefined for whatever `encodeCode` would not have written. */
export const decodeCode = decodeNativeId;
