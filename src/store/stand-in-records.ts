import type { Transaction } from "kysely";
import type { Database } from "./database.js";
import type { Tables } from "./tables.js";

/** Everything that is kept under a vendor's name. Locks go with their operations. */
const TABLES_OF_VENDORS = [
  "operations",
  "vendor_credentials",
  "vacancy_day_figures",
  "vacancy_figure_readings",
  "postings",
  "record_codes",
  "code_sweeps",
  "code_gaps",
] as const satisfies readonly (keyof Tables)[];

/** The database holds records under these vendors' names that no stand-in made, or that are not known to be of one. */
export class ForeignRecordsError extends Error {
  override readonly name = "ForeignRecordsError";

  constructor(readonly vendors: readonly string[]) {
    super(`The database holds records of ${vendors.join(", ")} that are not known to be of stand-ins.`);
  }
}

/**
 * A stand-in ends with the process that ran it, and so does the truth of what is recorded of it: every such record goes, whatever its vendor
 * is by now, and those of the vendors that stand-ins are served for from now on are told apart from the start. Records of a vendor itself are
 * never touched, nor told beside its stand-in. Gives how many went; where it throws, nothing has changed.
 *
 * @throws ForeignRecordsError
 */
export async function beginStandInsAnew(database: Database, standIns: readonly string[], now: string): Promise<number> {
  return database.transaction().execute(async (transaction) => {
    const served = await transaction.selectFrom("stand_in_vendors").select("vendor").execute();
    const forgotten = await forget(
      transaction,
      served.map(({ vendor }) => vendor),
    );
    const foreign = await holdersAmong(transaction, standIns);
    if (foreign.length > 0) throw new ForeignRecordsError(foreign);
    for (const vendor of standIns) await transaction.insertInto("stand_in_vendors").values({ vendor, served_at: now }).execute();
    return forgotten;
  });
}

async function forget(transaction: Transaction<Tables>, vendors: readonly string[]): Promise<number> {
  if (vendors.length === 0) return 0;
  const operations = transaction.selectFrom("operations").select("id").where("vendor", "in", vendors);
  await transaction.deleteFrom("operation_locks").where("operation_id", "in", operations).execute();
  let forgotten = 0;
  for (const table of TABLES_OF_VENDORS) {
    const { numDeletedRows } = await transaction.deleteFrom(table).where("vendor", "in", vendors).executeTakeFirstOrThrow();
    forgotten += Number(numDeletedRows);
  }
  await transaction.deleteFrom("stand_in_vendors").execute();
  return forgotten;
}

async function holdersAmong(transaction: Transaction<Tables>, vendors: readonly string[]): Promise<string[]> {
  const holders: string[] = [];
  for (const vendor of vendors) {
    for (const table of TABLES_OF_VENDORS) {
      const held = await transaction.selectFrom(table).select("vendor").where("vendor", "=", vendor).limit(1).executeTakeFirst();
      if (held === undefined) continue;
      holders.push(vendor);
      break;
    }
  }
  return holders;
}
