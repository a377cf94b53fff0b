import { IN_MEMORY, migrate, openDatabase } from "../../src/store/database.js";
import { StatementCache } from "../../src/store/statement-cache.js";

describe("A cache of statements", () => {
  const opened = async () => {
    const database = await openDatabase(IN_MEMORY);
    await migrate(database, []);
    return database;
  };

  it("builds a statement once for each shape, and runs it with the parameters at hand", async () => {
    const database = await opened();
    const statements = new StatementCache();
    const build = jest.fn((lock: string, holder: string) => database.insertInto("operation_locks").values({ lock, operation_id: holder }));
    for (const [lock, holder] of [
      ["one", "first"],
      ["two", "second"],
    ] as const)
      await database.executeQuery(statements.of("insert", [lock, holder], () => build(lock, holder)));
    expect(build).toHaveBeenCalledTimes(1);
    const kept = await database.selectFrom("operation_locks").selectAll().orderBy("lock").execute();
    expect(kept).toEqual([
      { lock: "one", operation_id: "first" },
      { lock: "two", operation_id: "second" },
    ]);
    await database.destroy();
  });

  it.each([
    ["in another order", ["first", "one"]],
    ["too few", ["one"]],
    ["too many", ["one", "first", "more"]],
  ])("refuses parameters that are not the statement's: %s", async (_, parameters) => {
    const database = await opened();
    const build = () => database.insertInto("operation_locks").values({ lock: "one", operation_id: "first" });
    expect(() => new StatementCache().of("insert", parameters, build)).toThrow("The statement insert has other parameters: insert into");
    await database.destroy();
  });
});
