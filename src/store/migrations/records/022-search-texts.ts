import type { Kysely, Migration } from "kysely";

/** Rows read and written at a time. */
const CHUNK = 500;

interface Row {
  record_id: string;
  code: string | null;
  name: string | null;
  facts: string;
  search: string;
}

/** Codes and names of the index's records as they are searched for: SQLite itself knows capitals of English alone. */
export const searchTexts: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema
      .alterTable("records")
      .addColumn("search", "text", (column) => column.notNull().defaultTo(""))
      .execute();
    const known = database as Kysely<{ records: Row }>;
    for (let after = ""; ; ) {
      const rows = await known
        .selectFrom("records")
        .select(["record_id", "code", "name", "facts"])
        .where("record_id", ">", after)
        .orderBy("record_id")
        .limit(CHUNK)
        .execute();
      const last = rows.at(-1);
      if (last === undefined) return;
      for (const row of rows)
        await known
          .updateTable("records")
          .set({ search: searchText(row) })
          .where("record_id", "=", row.record_id)
          .execute();
      after = last.record_id;
    }
  },
};

/** The word is not imported: what a released migration does never changes. */
function searchText({ code, name, facts }: Pick<Row, "code" | "name" | "facts">): string {
  const { names = [] } = JSON.parse(facts) as { names?: { value: string }[] };
  const texts = [code, name, ...names.map(({ value }) => value)].filter((text) => typeof text === "string");
  const plain = [...new Set(texts)].join("\n").normalize("NFKC").toLowerCase().toUpperCase().toLowerCase();
  return plain
    .replace(/ς/g, "σ")
    .replace(/i\u0307/g, "i")
    .normalize("NFKC");
}
