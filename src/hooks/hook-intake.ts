import { createHash } from "node:crypto";
import type { Clock } from "../clock.js";
import { iso } from "../datasources/contract/timestamps.js";
import type { HookNews, HookReceiver, HookRequest, Receipt } from "../datasources/contract/webhooks.js";
import { inTime } from "../operations/in-time.js";
import { parseGlobalId } from "../schema/common/global-id.js";
import { type Source, sourceOfRecord } from "../schema/common/source.js";
import type { StoredHook, WebhookInboxRepository } from "../store/webhook-inbox.repository.js";
import { nameInPath } from "./hook-address.js";
import { QUIET_MS } from "./inbox-work.js";

/** What became of a request at an address: the label `outcome` of the metric. */
export type HookOutcome = "taken" | "duplicate" | "ignored" | "answered" | "refused" | "turned_away" | "unknown_address";

export interface HookAnswer {
  status: number;
  json: object;
  /** Where it may be sent again, in seconds. */
  retryAfterS?: number;
}

export interface HookIntakeOptions {
  /** HOOKS_SECRET. */
  secret: string;
  /** By the name in the address, with the account that each belongs to. */
  receivers: ReadonlyMap<string, { receiver: HookReceiver; source: Source }>;
  /** Whether a source is connected, by its text. */
  isConnected: (source: string) => boolean;
  inbox: WebhookInboxRepository;
  clock: Clock;
  /** Counts; without a source where the address is none. */
  count: (outcome: HookOutcome, source?: Source) => void;
  onError: (error: unknown, what: string) => void;
}

/** HeadHunter waited 2 s at the least for an answer, and LinkedIn 3 s: what is not on the disk by then is sent again. */
const ANSWER_WITHIN_MS = 1_500;
/** What one address takes at once, and in each second after that; vendors send the rest again. */
const MOST_AT_ONCE = 20_000;
const MOST_A_SECOND = 1_000;
/** What is being written at a time. */
const MOST_UNDER_WAY = 500;
/** What waits of a source at the most. */
export const MOST_WAITING = 50_000;
/** How long a count of what waits is believed. */
const COUNT_FRESH_FOR_MS = 1_000;
/** Keys of deliveries that are longer are kept as their digest. */
const LONGEST_KEY = 200;
/** Ids in one delivery; of more the lists tell. */
const MOST_RECORDS = 1_000;

const EMPTY = {};
const NOT_FOUND: HookAnswer = { status: 404, json: { error: "Not found." } };
const REFUSED: HookAnswer = { status: 401, json: { error: "Unauthorized." } };
const UNREAD = new Map([[413, "The body is too large."]]);
const TAKEN: HookAnswer = { status: 200, json: EMPTY };
const LATER: HookAnswer = { status: 503, json: { error: "Try again later." }, retryAfterS: 60 };
const TOO_MANY: HookAnswer = { status: 429, json: { error: "Too many requests." }, retryAfterS: 1 };

/** Takes in what vendors send: checks it, keeps the ids that it names, and answers. What is told is worked on afterwards. */
export class HookIntake {
  readonly #options: HookIntakeOptions;
  /** How many more each address takes, as of a moment. */
  readonly #room = new Map<string, { at: number; left: number }>();
  readonly #waiting = new Map<string, { at: number; count: number }>();
  #underWay = 0;

  constructor(options: HookIntakeOptions) {
    this.#options = options;
  }

  /** The answer to a request before its body is read, where it is not to be read at all. */
  refusalOf(url: string, method: string): HookAnswer | undefined {
    const { secret, receivers, count, clock } = this.#options;
    const name = nameInPath(url, secret);
    const known = name === undefined ? undefined : receivers.get(name);
    if (name === undefined || known === undefined || (method !== "GET" && method !== "POST")) {
      count("unknown_address");
      return NOT_FOUND;
    }
    const now = clock.now();
    const before = this.#room.get(name) ?? { at: now, left: MOST_AT_ONCE };
    const left = Math.min(MOST_AT_ONCE, before.left + (Math.max(0, now - before.at) * MOST_A_SECOND) / 1_000);
    this.#room.set(name, { at: now, left: Math.max(0, left - 1) });
    if (left >= 1) return undefined;
    count("turned_away", known.source);
    return TOO_MANY;
  }

  /** The answer where the body cannot be read, such as one that is too large. Call it where `refusalOf` has nothing against the request. */
  unread(url: string, status: number): HookAnswer {
    const { secret, receivers, count } = this.#options;
    const known = receivers.get(nameInPath(url, secret) ?? "");
    count(known === undefined ? "unknown_address" : "refused", known?.source);
    return known === undefined ? NOT_FOUND : { status, json: { error: UNREAD.get(status) ?? "The request cannot be read." } };
  }

  /** Call it where `refusalOf` has nothing against the request. */
  async answer(url: string, request: Omit<HookRequest, "query">): Promise<HookAnswer> {
    const { secret, receivers, count, clock, onError } = this.#options;
    const known = receivers.get(nameInPath(url, secret) ?? "");
    if (known === undefined) return NOT_FOUND;
    const { receiver, source } = known;
    const at = url.indexOf("?");
    try {
      const judging = receiver.receive({ ...request, query: new URLSearchParams(at < 0 ? "" : url.slice(at + 1)) });
      const receipt = judging instanceof Promise ? await inTime(judging, clock.now() + ANSWER_WITHIN_MS, clock) : judging;
      const { outcome, answer } = await this.#handle(receipt, receiver, source);
      count(outcome, source);
      return answer;
    } catch (error) {
      // The vendor sends it again.
      onError(error, "taking in a webhook");
      count("turned_away", source);
      return LATER;
    }
  }

  async #handle(receipt: Receipt, receiver: HookReceiver, source: Source): Promise<{ outcome: HookOutcome; answer: HookAnswer }> {
    if (receipt.kind === "refused") return { outcome: "refused", answer: REFUSED };
    if (receipt.kind === "answered") return { outcome: "answered", answer: { status: 200, json: receipt.json } };
    const entries = receipt.kind === "ignored" ? [] : this.#entriesOf(receipt.news, source);
    if (receipt.kind === "ignored" || entries.length === 0) return { outcome: "ignored", answer: TAKEN };
    // Products of one app have one address, and an inbox each.
    const sources = [...new Set(entries.map((entry) => entry.source))];
    const isFull = async () => (await Promise.all(sources.map((one) => this.#isFull(one)))).includes(true);
    if (this.#underWay >= MOST_UNDER_WAY || (await isFull())) return { outcome: "turned_away", answer: LATER };
    this.#underWay += 1;
    try {
      const isNew = await this.#keep(receipt, receiver, entries);
      if (isNew) return { outcome: "taken", answer: TAKEN };
      return { outcome: "duplicate", answer: { status: receiver.duplicateStatus ?? TAKEN.status, json: EMPTY } };
    } finally {
      this.#underWay -= 1;
    }
  }

  async #keep(
    { key, otherAfterMs }: Receipt & { kind: "delivery" },
    { lagMs = 0 }: HookReceiver,
    entries: readonly SourcedEntry[],
  ): Promise<boolean> {
    const { inbox, clock } = this.#options;
    const now = clock.now();
    // A vendor that sends the same content again, in time, means the same. What seems to have come much later is from before the clock was set back.
    const other = otherAfterMs === undefined ? {} : { otherOutside: [iso(now - otherAfterMs), iso(now + otherAfterMs)] as const };
    const times = { received_at: iso(now), due_at: iso(now + Math.max(lagMs, QUIET_MS)), ...other };
    const delivery = key.length > LONGEST_KEY ? createHash("sha256").update(key).digest("hex") : key;
    const added = await Promise.all(
      [...new Set(entries.map(({ source }) => source))].map((source) => {
        const own = entries.filter((entry) => entry.source === source).map(({ entry }) => entry);
        return inTime(inbox.add({ source, delivery, entries: own, ...times }), now + ANSWER_WITHIN_MS, clock);
      }),
    );
    return added.includes(true);
  }

  /** What is to be worked on: of records that a connected source has. */
  #entriesOf({ records = [], isNew = false, lists = false, resend }: HookNews, source: Source): SourcedEntry[] {
    const isTooMany = records.length > MOST_RECORDS;
    const named = (isTooMany ? [] : [...new Set(records)]).flatMap((text) => {
      const id = parseGlobalId(text);
      if (id === undefined || !this.#options.isConnected(id.source.text)) return [];
      return [{ source: sourceOfRecord(id.source), entry: { record_id: text, is_new: isNew ? 1 : 0, resend: null } }];
    });
    const unnamed: Entry[] = [
      ...(lists || isTooMany ? [{ record_id: null, is_new: 0, resend: null }] : []),
      ...(resend === undefined ? [] : [{ record_id: null, is_new: 0, resend: JSON.stringify(resend) }]),
    ];
    return [...named, ...unnamed.map((entry) => ({ source, entry }))];
  }

  async #isFull(source: Source): Promise<boolean> {
    const { inbox, clock } = this.#options;
    const now = clock.now();
    const known = this.#waiting.get(source.text);
    if (known !== undefined && Math.abs(now - known.at) < COUNT_FRESH_FOR_MS) return known.count >= MOST_WAITING;
    const count = await inTime(inbox.waiting(source, MOST_WAITING), now + ANSWER_WITHIN_MS, clock);
    this.#waiting.set(source.text, { at: now, count });
    return count >= MOST_WAITING;
  }
}

type Entry = Pick<StoredHook, "record_id" | "is_new" | "resend">;

interface SourcedEntry {
  source: Source;
  entry: Entry;
}
