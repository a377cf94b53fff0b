import type { IncomingHttpHeaders } from "node:http";
import type { EnvReader } from "../../config/config.js";

/** What a vendor's deliveries are checked with besides the address, by names of the vendor's own. All of it is secret. */
export type HookKeys = Readonly<Record<string, string>>;

/** What a vendor's module says of the webhooks that it takes in. Modules that share an app at the vendor share the address. */
export interface VendorWebhooks {
  /** The vendor's name in the address: `/hooks/greenhouse~emea/…`. */
  address: string;
  /** Of one account, live or a stand-in; undefined where something is missing without which its deliveries cannot be checked. */
  readKeys(env: EnvReader): HookKeys | undefined;
}

/** Where an account's deliveries arrive, and what they are checked with. */
export interface HookAddress {
  /** The whole address, the secret in its path included. */
  url: string;
  keys: HookKeys;
}

/** A request at an account's address, as it arrived. */
export interface HookRequest {
  method: "GET" | "POST";
  headers: IncomingHttpHeaders;
  query: URLSearchParams;
  /** The bytes as they came: signatures are of these. */
  body: Buffer;
}

/** What a delivery is about. Nothing else of it is kept: what has changed is read at the vendor. */
export interface HookNews {
  /** Global ids of records that something is said to have happened to. */
  records?: readonly string[];
  /** Whether one of these is said to have been made just now: changes in doubt that may have made it are looked up. */
  isNew?: boolean;
  /** Something has happened to records that the delivery does not name: what the vendor's lists show as changed is read. */
  lists?: boolean;
  /** The vendor asks for records as this server last sent them: these, by its own ids, or all that are open. */
  resend?: readonly string[] | "all";
}

/** What a request at an account's address is. */
export type Receipt =
  /** Not the vendor's. */
  | { kind: "refused" }
  /** The vendor's, and about nothing that this server knows. */
  | { kind: "ignored" }
  /** A question to this server, such as the proof that the address is its own. */
  | { kind: "answered"; json: object }
  | {
      kind: "delivery";
      /** By which the vendor tells deliveries apart. */
      key: string;
      news: HookNews;
      /** Where the vendor gives deliveries no id, so that the key is made of their content: so much later, in milliseconds, it is another one. */
      otherAfterMs?: number;
    };

/** How an account's deliveries are judged. It does not ask the vendor, since the answer has to be given at once. */
export interface HookReceiver {
  /** How long after a delivery, in milliseconds, the vendor may still answer as before. Left out: not at all. */
  readonly lagMs?: number;
  /** The answer to a delivery that was taken in before; 200 where left out. */
  readonly duplicateStatus?: number;
  /** Whether changes in doubt are looked up at once where a delivery names their record. Left out: no. */
  readonly settles?: boolean;
  receive(request: HookRequest): Receipt | Promise<Receipt>;
  /** Of these records, or of all, by their own ids, those that `updateVacancy` may send again as they are. Left out: the vendor asks for none. */
  resendable?(asked: readonly string[] | "all"): Promise<string[]>;
}
