import { sql } from "kysely";
import LibsqlDatabase from "libsql";
import { sourceOf } from "../../src/schema/common/source.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";
import { IN_MEMORY, migrate, openDatabase } from "../../src/store/database.js";
import { OperationRepository } from "../../src/store/operation.repository.js";
import { RecordWriting } from "../../src/store/records/record-writing.js";

/** SQLite's planner alone: PostgreSQL's chooses by what the tables hold. */
describe("Of the log of operations", () => {
  it.each<[string, string, (repository: OperationRepository, writing: RecordWriting) => Promise<unknown>]>([
    ["which is due", "operations_to_look_up", (repository) => repository.dueForLook("2026-11-28T00:00:00.000Z", 10)],
    ["when the next is due", "operations_to_look_up", (repository) => repository.nextLookAt()],
    ["how many are open", "operations_to_look_up", (repository) => repository.openByOutcome()],
    ["which are open", "operations_to_look_up", (repository) => repository.open()],
    ["which are being sent", "operations_to_look_up", (repository) => repository.beingSent()],
    ["which are in doubt", "operations_to_look_up", (repository) => repository.uncertain(sourceOf(Vendor.GREENHOUSE))],
    ["whether one is untold", "operations_untold", (_, writing) => writing.hasUntold()],
    ["which are untold", "operations_untold", (_, writing) => writing.write(async (news) => void (await news.takeUntold(10)))],
  ])("SQLite learns %s from an index that holds no others", async (_, index, ask) => {
    const database = await openDatabase(IN_MEMORY);
    await migrate(database, []);
    const prepare = jest.spyOn(LibsqlDatabase.prototype, "prepare");
    await ask(new OperationRepository(database), new RecordWriting(database));
    const asked = prepare.mock.calls.map(([text]) => text).filter((text) => /^select .* from "operations"/.test(text));
    prepare.mockRestore();
    expect(asked).toHaveLength(1);
    const plan = await sql.raw<{ detail: string }>(`explain query plan ${asked[0]?.replaceAll("?", "''")}`).execute(database);
    expect(plan.rows.map(({ detail }) => detail).join()).toMatch(new RegExp(`^SEARCH operations USING (COVERING )?INDEX ${index}\\b`));
    await database.destroy();
  });

  it.each([{}, { requestedBy: "ann" }])("SQLite learns what one record's changes are by that record, of whomever (%j)", async (more) => {
    const database = await openDatabase(IN_MEMORY);
    await migrate(database, []);
    const prepare = jest.spyOn(LibsqlDatabase.prototype, "prepare");
    const filter = { targetId: "greenhouse:opening:1.2", severalIn: ["deleteOpenings"], ...more };
    await new OperationRepository(database).list(filter, 10, { requestedAt: "2026-11-28T00:00:00.000Z", id: "" });
    const asked = prepare.mock.calls.map(([text]) => text).filter((text) => /^select .* from "operations"/.test(text));
    prepare.mockRestore();
    const plan = await sql.raw<{ detail: string }>(`explain query plan ${asked[0]?.replaceAll("?", "''")}`).execute(database);
    const searches = plan.rows.map(({ detail }) => detail).filter((detail) => /^(SEARCH|SCAN|USE TEMP)/.test(detail));
    expect(searches.length).toBeGreaterThan(1);
    for (const search of searches) expect(search).toMatch(/INDEX operations_by_target|FOR ORDER BY/);
    await database.destroy();
  });
});
