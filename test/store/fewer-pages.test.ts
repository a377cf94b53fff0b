import { statSync } from "node:fs";
import { Migrator } from "kysely";
import type { Database } from "../../src/store/database.js";
import { migrate } from "../../src/store/database.js";
import { OperationRepository } from "../../src/store/operation.repository.js";
import { OperationRecording } from "../../src/store/operation-recording.js";
import { migrations, testDatabases, vendorTables } from "../support/databases.js";
import { AT, operationRow } from "../support/operation-row.js";

const LATER = "2026-11-22T12:00:01.000Z";
const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

async function record(database: Database, number: number): Promise<void> {
  const [target_id, id] = [`vacancy ${number}`, idOf(number)];
  const row = operationRow(id, { target_id, record_id: target_id });
  expect(await new OperationRecording(database).record([{ row, locks: [target_id] }])).toEqual(["recorded"]);
}

describe("A change", () => {
  it("writes nine pages to SQLite's log before it is sent, and three once its outcome is known", async () => {
    const { database, url, close } = await (testDatabases[0] as (typeof testDatabases)[0]).open();
    const log = `${url.slice("file:".length)}-wal`;
    const pages = async (write: (number: number) => Promise<unknown>): Promise<number[]> => {
      const counts: number[] = [];
      for (let number = 0; number < 9; number += 1) {
        const before = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
        await write(number);
        counts.push(Math.floor((statSync(log).size - before) / 4096));
      }
      return counts.sort((one, other) => one - other);
    };
    const repository = new OperationRepository(database);
    const median = (counts: number[]) => counts[4];
    expect(median(await pages((number) => record(database, number)))).toBe(9);
    const outcome = { outcome: "APPLIED", settled_at: LATER };
    expect(median(await pages((number) => repository.settle(idOf(number), outcome)))).toBe(3);
    await close();
  });

  it.each(testDatabases)("keeps the locks of before the upgrade, on $name", async (testDatabase) => {
    const { database, close } = await testDatabase.open();
    for (const { name } of await database.introspection.getTables({ withInternalKyselyTables: true }))
      await database.schema.dropTable(name).execute();
    const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < "024"));
    const migrator = new Migrator({ db: database, provider: { getMigrations: async () => before }, allowUnorderedMigrations: true });
    expect((await migrator.migrateToLatest()).error).toBeUndefined();
    await record(database, 1);
    await migrate(database, vendorTables);
    const other = { row: operationRow(idOf(2), { target_id: "vacancy 1" }), locks: ["vacancy 1", "vacancy 2"] };
    expect(await new OperationRecording(database).record([other])).toEqual([{ lockedBy: idOf(1) }]);
    await new OperationRepository(database).settle(idOf(1), { outcome: "APPLIED", settled_at: AT });
    expect(await new OperationRecording(database).record([other])).toEqual(["recorded"]);
    await close();
  });
});
