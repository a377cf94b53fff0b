import { decodeCode, encodeCode } from "../common/encoded-code.js";
import { DiscrepancyKind } from "./discrepancy-kind.js";

const ID = new RegExp(`^hiregraph:discrepancy:(${Object.values(DiscrepancyKind).join("|")})\\.(.+)$`, "s");

/** Which discrepancy is meant. */
export interface DiscrepancyName {
  kind: DiscrepancyKind;
  code: string;
}

/** `hiregraph:discrepancy:JOBS_DISAGREE.REQ-1001` */
export function discrepancyId({ kind, code }: DiscrepancyName): string {
  return `hiregraph:discrepancy:${kind}.${encodeCode(code)}`;
}

/** Undefined for whatever `discrepancyId` would not have written. */
export function parseDiscrepancyId(text: string): DiscrepancyName | undefined {
  const [, kind, encoded = ""] = ID.exec(text) ?? [];
  const code = decodeCode(encoded);
  return kind === undefined || code === undefined ? undefined : { kind: kind as DiscrepancyKind, code };
}
