import type { Kysely, Migration } from "kysely";

/** Which part of a source a sweep covered, so that a sweep of another part does not count for it. */
export const sweepReach: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema.alterTable("code_sweeps").addColumn("reach", "text").execute();
  },
};
