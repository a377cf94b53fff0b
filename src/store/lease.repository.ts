import { sql } from "kysely";
import type { Database } from "./database.js";

/** As of one moment of the database. */
export interface LeasesNow {
  /** That moment, in epoch milliseconds. */
  now: number;
  /** All leases that have not expired: who holds which. */
  holders: ReadonlyMap<string, string>;
}

/** Whoever has not renewed a lease for so long is forgotten. */
const FORGOTTEN_AFTER_MS = 3_600_000;

/** Leases of the servers on one PostgreSQL, by its clock alone: those of the servers may differ. */
export class LeaseRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Renews what the holder has of these leases and takes those that nobody holds, for `leaseMs` from now. Returns who holds what then. */
  async renew(holder: string, names: readonly string[], leaseMs: number): Promise<LeasesNow> {
    // In one order everywhere, so that two servers cannot wait for each other.
    const rows = [...names].sort().map((name) => sql`(${name}, ${holder}, ${moment(0)}, ${moment(leaseMs)})`);
    await sql`
      insert into leases (name, holder, taken_at, expires_at) values ${sql.join(rows)}
      on conflict (name) do update set
        holder = excluded.holder,
        expires_at = excluded.expires_at,
        taken_at = case when leases.holder = excluded.holder then leases.taken_at else excluded.taken_at end
      where leases.holder = excluded.holder or leases.expires_at <= ${moment(0)}`.execute(this.#database);
    const live = await this.#database
      .selectFrom("leases")
      .select(["name", "holder", sql<number>`(extract(epoch from clock_timestamp()) * 1000)::float8`.as("now")])
      .where("expires_at", ">", moment(0))
      .orderBy("name")
      .execute();
    // What was renewed a moment ago is among them.
    return { now: live[0]?.now ?? Number.NaN, holders: new Map(live.map((row) => [row.name, row.holder])) };
  }

  /** Who holds, under a name of this form, the lease that bears its own name; and the moment, in epoch milliseconds. */
  async holdersOf(nameOf: (holder: string) => string): Promise<{ holders: readonly string[]; now: number }> {
    const { rows } = await sql<{ holders: string[]; now: string }>`
      select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now,
        array(select holder from leases where name = ${nameOf("")} || holder and expires_at > ${moment(0)}) as holders`.execute(
      this.#database,
    );
    const [{ holders, now } = { holders: [], now: "0" }] = rows;
    return { holders, now: Number(now) };
  }

  /** Gives one lease back, or all that the holder has. */
  async giveBack(holder: string, name?: string): Promise<void> {
    let query = this.#database.deleteFrom("leases").where("holder", "=", holder);
    if (name !== undefined) query = query.where("name", "=", name);
    await query.execute();
  }

  /** Deletes leases that expired long ago. */
  async forgetExpired(): Promise<void> {
    await this.#database.deleteFrom("leases").where("expires_at", "<", moment(-FORGOTTEN_AFTER_MS)).execute();
  }
}

/** So many milliseconds from now, in the form of all moments. The clock moves within a transaction, and while a statement waits. */
function moment(inMs: number) {
  const at = sql`(clock_timestamp() + ${inMs}::double precision * interval '1 millisecond') at time zone 'UTC'`;
  return sql<string>`to_char(${at}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
