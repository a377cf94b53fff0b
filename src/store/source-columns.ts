import type { Source } from "../schema/common/source.js";

/** The columns of a row that name its source, for writing and for searching. */
export function sourceColumns({ vendor, account }: Source): { vendor: string; account: string } {
  return { vendor, account };
}
