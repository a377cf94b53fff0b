import { decodeCode, encodeCode } from "../common/encoded-code.js";

const PREFIX = "hiregraph:requisition:";

/** `hiregraph:requisition:REQ-1001` */
export function requisitionId(code: string): string {
  return PREFIX + encodeCode(code);
}

/** The code; undefined for whatever `requisitionId` would not have written. */
export function codeOfRequisition(id: string): string | undefined {
  return id.startsWith(PREFIX) ? decodeCode(id.slice(PREFIX.length)) : undefined;
}
