import type { Transaction } from "kysely";
import type { Source } from "../schema/common/source.js";
import type { Database } from "./database.js";
import { sourceColumns } from "./source-columns.js";
import type { Tables } from "./tables.js";

/** Everything that is kept of a source. Locks go with their operations. */
const TABLES_OF_SOURCES = [
  "operations",
  "vendor_credentials",
  "vacancy_day_figures",
  "vacancy_figure_readings",
  "postings",
  "record_codes",
  "code_sweeps",
  "code_gaps",
] as const satisfies readonly (keyof Tables)[];

/** The database holds records of these sources that no stand-in made, or that are not known to be of one. */
export class ForeignRecordsError extends Error {
  override readonly name = "ForeignRecordsError";

  constructor(readonly sources: readonly Source[]) {
    super(`The database holds records of ${sources.map(({ text }) => text).join(", ")} that are not known to be of stand-ins.`);
  }
}

/**
 * A stand-in ends with the process that ran it, and so does the truth of what is recorded of it: every such record goes, whatever its source
 * is by now, and those of the sources that stand-ins are served for from now on are told apart from the start. Records of a vendor itself are
 * never touched, nor told beside its stand-in. Gives how many went; where it throws, nothing has changed.
 *
 * @throws ForeignRecordsError
 */
export async function beginStandInsAnew(database: Database, standIns: readonly Source[], now: string): Promise<number> {
  return database.transaction().execute(async (transaction) => {
    const forgotten = await forget(transaction);
    const foreign = await holdersAmong(transaction, standIns);
    if (foreign.length > 0) throw new ForeignRecordsError(foreign);
    for (const source of standIns) {
      await transaction
        .insertInto("stand_in_vendors")
        .values({ ...sourceColumns(source), served_at: now })
        .execute();
    }
    return forgotten;
  });
}

async function forget(transaction: Transaction<Tables>): Promise<number> {
  let forgotten = 0;
  for (const served of await transaction.selectFrom("stand_in_vendors").select(["vendor", "account"]).execute()) {
    const operations = transaction
      .selectFrom("operations")
      .select("id")
      .where((row) => row.and(served));
    await transaction.deleteFrom("operation_locks").where("operation_id", "in", operations).execute();
    for (const table of TABLES_OF_SOURCES) {
      const { numDeletedRows } = await transaction
        .deleteFrom(table)
        .where((row) => row.and(served))
        .executeTakeFirstOrThrow();
      forgotten += Number(numDeletedRows);
    }
  }
  await transaction.deleteFrom("stand_in_vendors").execute();
  return forgotten;
}

async function holdersAmong(transaction: Transaction<Tables>, sources: readonly Source[]): Promise<Source[]> {
  const holders: Source[] = [];
  for (const source of sources) {
    for (const table of TABLES_OF_SOURCES) {
      const held = await transaction
        .selectFrom(table)
        .select("vendor")
        .where((row) => row.and(sourceColumns(source)))
        .limit(1)
        .executeTakeFirst();
      if (held === undefined) continue;
      holders.push(source);
      break;
    }
  }
  return holders;
}
