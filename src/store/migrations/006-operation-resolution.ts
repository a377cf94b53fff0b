import type { Kysely, Migration } from "kysely";

/** What a person saw at the vendor of a change whose outcome nobody else could tell, and who it was. */
export const operationResolution: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema.alterTable("operations").addColumn("resolution", "text").execute();
    await database.schema.alterTable("operations").addColumn("resolved_by", "text").execute();
  },
};
