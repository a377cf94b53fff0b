import type { OwnedTables } from "../../../store/owned-tables.js";
import { postings } from "./migrations/004-postings.js";
import { postingsAccounts } from "./migrations/011-postings-accounts.js";

/** A posting at a board that can only be written: what was sent, and its known outcome. */
export interface PostingRow {
  vendor: string;
  account: string;
  /** The application that sent it: the board identifies a posting by it and external_id. */
  application: string;
  external_id: string;
  state: string;
  /** In lower case, for search and sort. */
  title: string;
  /** The employer's code, which links it to records of other vendors. */
  code: string;
  /** The payload that the board last accepted; null before the first. */
  payload_in_force: string | null;
  /** The last payload sent, whatever its outcome. */
  payload_sent: string;
  sent_operation: string;
  /** Names the sending under way; null when its outcome is known. */
  sent_mark: string | null;
  task_id: string | null;
  /** The last task and the last listing, as the board answered them. */
  task: string | null;
  listing: string | null;
  job_posting: string | null;
  published_at: string | null;
  expires_at: string | null;
  closed_at: string | null;
  known_at: string;
  /** Counts the changes, so that an answer requested before a change does not undo it. */
  revision: number;
}

/** A type, since Kysely takes no interface here. */
export type PostingTables = {
  postings: PostingRow;
};

export const postingTables: OwnedTables = {
  names: ["postings"] satisfies (keyof PostingTables)[],
  migrations: { "004-postings": postings, "011-postings-accounts": postingsAccounts },
};
