import type { Kysely, Migration } from "kysely";

/** Up to when a sweep has read what its vendor says has changed. */
export const codeSweepChanges: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema.alterTable("code_sweeps").addColumn("changes_read_until", "text").execute();
  },
};
