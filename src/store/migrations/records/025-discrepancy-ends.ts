import type { Kysely, Migration } from "kysely";

/** A discrepancy that ended and came back before events told of it has two deciding operations. */
export const discrepancyEnds: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema.alterTable("discrepancies").addColumn("ended_operation_id", "text").execute();
  },
};
