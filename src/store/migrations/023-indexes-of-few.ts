import type { Kysely, Migration } from "kysely";

interface Tables {
  operations: { next_look_at: string | null; settled_at: string | null; is_told: number };
}

/** Indexes of the operations that are open, and of those no event tells of yet, hold those alone: a change writes fewer pages to the disk. */
export const indexesOfFew: Migration = {
  async up(database: Kysely<unknown>) {
    const { schema } = database as Kysely<Tables>;
    await schema.dropIndex("operations_to_look_up").execute();
    await schema
      .createIndex("operations_to_look_up")
      .on("operations")
      .columns(["next_look_at"])
      .where("next_look_at", "is not", null)
      .execute();
    await schema.dropIndex("operations_untold").execute();
    await schema
      .createIndex("operations_untold")
      .on("operations")
      .columns(["settled_at"])
      .where("is_told" as never, "=", 0 as never)
      .where("settled_at", "is not", null)
      .execute();
  },
};
