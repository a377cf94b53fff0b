import type { Transaction } from "kysely";
import { type Source, sourceOf } from "../schema/common/source.js";
import type { Vendor } from "../schema/vendor/vendor.type.js";
import type { Database } from "./database.js";
import type { OwnedTables } from "./owned-tables.js";
import { sourceColumns } from "./source-columns.js";
import type { Tables } from "./tables.js";

/** Of the store's own tables, those whose rows belong to a source. Locks go with their operations. */
const TABLES_OF_SOURCES = [
  "operations",
  "vendor_credentials",
  "records",
  "code_sweeps",
  "code_gaps",
  "events",
  "budget_day_calls",
  "webhook_inbox",
] satisfies (keyof Tables)[];

/** As far as all tables whose rows belong to a source are alike. */
type SourceTables = Record<string, { vendor: string; account: string }>;

/** The database holds records of these sources that no stand-in made, or that are not known to be of one. */
export class ForeignRecordsError extends Error {
  override readonly name = "ForeignRecordsError";

  constructor(readonly sources: readonly Source[]) {
    super(`The database holds records of ${sources.map(({ text }) => text).join(", ")} that are not known to be of stand-ins.`);
  }
}

/**
 * A stand-in ends with the process that ran it, and so does the truth of what is recorded of it: every such record goes, whatever its source
 * is by now, and those of the sources that stand-ins are served for from now on are told apart from the start. Records of a vendor itself, of
 * whichever account, are never touched, nor told beside its stand-in. Gives how many went; where it throws, nothing has changed.
 *
 * @param owned the tables of other parts
 * @throws ForeignRecordsError
 */
export async function beginStandInsAnew(
  database: Database,
  owned: readonly OwnedTables[],
  standIns: readonly Source[],
  now: string,
): Promise<number> {
  const tables = [...TABLES_OF_SOURCES, ...owned.flatMap(({ names }) => names)];
  return database.transaction().execute(async (transaction) => {
    const forgotten = await forget(transaction, tables);
    const foreign = await holdersAmong(transaction, tables, standIns);
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

async function forget(transaction: Transaction<Tables>, tables: readonly string[]): Promise<number> {
  let forgotten = 0;
  for (const served of await transaction.selectFrom("stand_in_vendors").select(["vendor", "account"]).execute()) {
    // What is left of the others is counted anew at the start.
    await transaction
      .deleteFrom("discrepancies")
      .where((row) =>
        row.or([
          row("told_since", "is", null),
          row("told_records", "like", `%"${sourceOf(served.vendor as Vendor, served.account).text}:%`),
        ]),
      )
      .execute();
    const operations = transaction
      .selectFrom("operations")
      .select("id")
      .where((row) => row.and(served));
    await transaction.deleteFrom("operation_locks").where("operation_id", "in", operations).execute();
    for (const table of tables) {
      const { numDeletedRows } = await transaction
        .withTables<SourceTables>()
        .deleteFrom(table)
        .where((row) => row.and(served))
        .executeTakeFirstOrThrow();
      forgotten += Number(numDeletedRows);
    }
  }
  await transaction.deleteFrom("stand_in_vendors").execute();
  return forgotten;
}

/** For each vendor of the stand-ins, an account that the database holds records of, whichever it is: a stand-in stands for the whole vendor. */
async function holdersAmong(transaction: Transaction<Tables>, tables: readonly string[], standIns: readonly Source[]): Promise<Source[]> {
  const holders: Source[] = [];
  for (const { vendor } of standIns) {
    for (const table of tables) {
      const held = await transaction
        .withTables<SourceTables>()
        .selectFrom(table)
        .select("account")
        .where("vendor", "=", vendor)
        .limit(1)
        .executeTakeFirst();
      if (held === undefined) continue;
      holders.push(sourceOf(vendor, held.account));
      break;
    }
  }
  return holders;
}
