import type { OwnedTables } from "../../../store/owned-tables.js";
import { postings } from "./migrations/004-postings.js";
import { postingsAccounts } from "./migrations/011-postings-accounts.js";

/** A posting at a board that can only be written: what was sent, and what is known to have become of it. */
export interface PostingRow {
  vendor: string;
  account: string;
  /** The application that sent it: the board knows the posting under that and external_id together. */
  application: string;
  external_id: string;
  state: string;
  /** In small letters, for searching and sorting. */
  title: string;
  /** The employer's code, which ties it to records elsewhere. */
  code: string;
  /** The payload that the board last took; null before it took any. */
  payload_in_force: string | null;
  /** The last one sent, whatever became of it. */
  payload_sent: string;
  sent_operation: string;
  /** Names the sending that is under way; null once its outcome is known. */
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
  /** Counts the changes, so that an answer that was asked for before one of them does not undo it. */
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
