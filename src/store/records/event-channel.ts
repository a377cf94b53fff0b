import { sql } from "kysely";

/** The channel of PostgreSQL on which servers tell one another of new events: those whose tables are in the same schema have it in common. */
export const EVENT_CHANNEL = sql<string>`'hiregraph_events_' || md5(current_schema())`;
