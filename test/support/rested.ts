import type { Database } from "../../src/store/database.js";

/** As when the last look at each operation was long ago: no server rests before the next one, and the time stays. */
export async function rested(database: Database): Promise<void> {
  await database.updateTable("operations").set({ looked_at: null }).execute();
}
