import type { Source } from "../schema/common/source.js";

/** The columns that say whose a row is: to be written with it, and to be looked for. */
export function sourceColumns({ vendor, account }: Source): { vendor: string; account: string } {
  return { vendor, account };
}
