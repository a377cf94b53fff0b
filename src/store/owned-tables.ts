import type { Migration } from "kysely";

/** Tables that a part outside the store owns, such as a vendor's module. Each row belongs to a source: its columns `vendor` and `account`. */
export interface OwnedTables {
  readonly names: readonly string[];
  /**
   * What makes the tables, by name. The names are unique among the migrations of all parts, and those of one part sort in the order in
   * which they are to be applied: `acme-001-quotas`. A migration that has been released is never edited or renamed.
   */
  readonly migrations: Readonly<Record<string, Migration>>;
}
