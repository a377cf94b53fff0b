import type { Kysely, Migration } from "kysely";

/** Which server sends a change, and who looks up what became of it: one server at a time, and not too often. */
export const operationLooks: Migration = {
  async up(database: Kysely<unknown>) {
    for (const column of ["sent_by", "looked_at", "looking_until"]) {
      await database.schema.alterTable("operations").addColumn(column, "text").execute();
    }
  },
};
