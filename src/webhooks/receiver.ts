import { Webhook } from "standardwebhooks";
import { AbortSource } from "../abort-signal.js";
import type { Clock } from "../clock.js";
import { BackgroundWork } from "../leases/background-work.js";
import type { WorkLease } from "../leases/leases.js";
import { eventId } from "../records/event-feed.js";
import type { EventNews } from "../records/news/event-news.js";
import type { EventRepository, StoredEvent } from "../store/records/event.repository.js";
import type { StoredWebhook, WebhookRepository } from "../store/webhook.repository.js";
import { Bell } from "./bell.js";
import { CLOUD_EVENT_TYPE, toCloudEvent } from "./cloud-event.js";
import { AT_ONCE, Deliveries } from "./deliveries.js";
import { createPoster, type Poster, type TryResult } from "./poster.js";
import type { WebhookSettings } from "./webhook-settings.js";

/** What is told of a receiver's deliveries, for metrics and the log. */
export interface WebhookReports {
  onTry(webhook: string, outcome: TryResult["outcome"], elapsedMs: number): void;
  /** It fails, and is left alone for a while. */
  onRest(webhook: string, failure: string): void;
  /** It takes events again. */
  onBack(webhook: string): void;
  onParked(webhook: string, failure: string): void;
  /** Events were deleted because of their age before they were delivered. */
  onLost(webhook: string, count: number, what: string): void;
}

export interface ReceiverOptions {
  settings: WebhookSettings;
  webhooks: WebhookRepository;
  events: EventRepository;
  news: EventNews;
  lease: WorkLease;
  clock: Clock;
  reports: WebhookReports;
  onError: (error: unknown, what: string) => void;
}

/** How soon it is seen that another server replays the receiver. Of new events the news tell. */
const LOOK_EVERY_MS = 2_000;
/** What was delivered is written down so often at the most: after a death it is sent again. */
const SAVE_EVERY_MS = 250;
/** Events are read in such portions. */
const READ_AT_ONCE = 500;
/** Tries under way are given so long when the server stops, or has lost the lease. */
const END_WITHIN_MS = 3_000;
const RETRY_AFTER_MS = 2_000;

/** Sends the events to one receiver, while this server holds the lease. */
export class Receiver {
  readonly #options: ReceiverOptions;
  readonly #work: BackgroundWork;
  readonly #bell: Bell;
  readonly #signer: Webhook;
  #poster: Poster | undefined;
  #current: Round | undefined;

  constructor(options: ReceiverOptions) {
    const { settings, lease, clock, onError } = options;
    this.#options = options;
    this.#bell = new Bell(clock);
    this.#signer = new Webhook(settings.secret);
    this.#work = new BackgroundWork({
      what: `sending events to ${settings.name}`,
      lease,
      clock,
      round: (signal) => this.#round(signal),
      retryAfterMs: () => RETRY_AFTER_MS,
      onError,
    });
  }

  start(): void {
    this.#work.start();
  }

  /** Lets tries under way end, a few seconds at the most, and writes down what they came to. */
  async stop(): Promise<void> {
    await this.#work.stop();
    await this.#poster?.close();
  }

  /** The receiver may have been replayed. */
  nudge(): void {
    this.#current?.look();
  }

  /** Sends until the signal is aborted, or somebody else has taken the receiver over. */
  async #round(signal: AbortSignal): Promise<number> {
    const { settings, webhooks, events, news, clock } = this.#options;
    const row = await webhooks.take(settings.name);
    if (row === undefined) throw new Error(`The receiver ${settings.name} is not registered.`);
    const owed = await events.byNumbers(row.owed.map(({ number }) => number));
    this.#poster ??= createPoster(settings, AT_ONCE, clock);
    const round = new Round(this.#options, row, owed, this.#poster, this.#signer, this.#bell);
    this.#current = round;
    signal.addEventListener("abort", this.#bell.ring, { once: true });
    const unlisten = news.listen(() => round.look());
    try {
      await round.run(signal);
    } finally {
      unlisten();
      signal.removeEventListener("abort", this.#bell.ring);
      await round.end();
    }
    return 0;
  }
}

/** From taking a receiver over to losing it. */
class Round {
  readonly #options: ReceiverOptions;
  readonly #generation: number;
  readonly #poster: Poster;
  readonly #signer: Webhook;
  readonly #bell: Bell;
  readonly #deliveries: Deliveries;
  readonly #underWay = new Set<Promise<void>>();
  readonly #cut = new AbortSource();
  #state: Pick<StoredWebhook, "parkedAt" | "lastSuccessAt" | "lastFailure">;
  #owedBefore: number[];
  #newest: number;
  #pruned = 0;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #savedAt = Number.NEGATIVE_INFINITY;
  #hasNews = false;
  #isCurrent = true;

  constructor(options: ReceiverOptions, row: StoredWebhook, owed: readonly StoredEvent[], poster: Poster, signer: Webhook, bell: Bell) {
    this.#options = options;
    this.#generation = row.generation;
    this.#poster = poster;
    this.#signer = signer;
    this.#bell = bell;
    this.#deliveries = new Deliveries(row, owed);
    this.#state = { parkedAt: row.parkedAt, lastSuccessAt: row.lastSuccessAt, lastFailure: row.lastFailure };
    const kept = new Set(owed.map(({ number }) => number));
    this.#owedBefore = row.owed.map(({ number }) => number).filter((number) => !kept.has(number));
    this.#newest = row.reached;
  }

  /** There may be new events. */
  look(): void {
    this.#lookedAt = Number.NEGATIVE_INFINITY;
    this.#bell.ring();
  }

  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    while (!signal.aborted) {
      if (isOver(this.#lookedAt, LOOK_EVERY_MS, clock.now())) await this.#lookForNews();
      await this.#read();
      if (!signal.aborted) this.#sendWhatIsDue();
      if (this.#hasNews && (this.#deliveries.isIdle || isOver(this.#savedAt, SAVE_EVERY_MS, clock.now()))) await this.#save();
      if (!this.#isCurrent) return;
      if (!signal.aborted && !this.#canRead) await this.#bell.wait(this.#waitMs());
    }
  }

  /** Waits for the tries under way, a little, and writes down what they came to. */
  async end(): Promise<void> {
    const patience = new AbortController();
    const late = this.#options.clock.sleep(END_WITHIN_MS, patience.signal).catch(() => undefined);
    await Promise.race([Promise.all(this.#underWay), late]);
    patience.abort();
    this.#cut.abort(new Error("The server is stopping"));
    await Promise.all(this.#underWay);
    if (this.#hasNews && this.#isCurrent) await this.#save();
  }

  #waitMs(): number {
    const { clock } = this.#options;
    const now = clock.now();
    const moments = [
      this.#lookedAt + LOOK_EVERY_MS,
      this.#deliveries.wakeAt(now),
      this.#hasNews ? this.#savedAt + SAVE_EVERY_MS : undefined,
    ];
    const waitMs = Math.min(...moments.filter((moment) => moment !== undefined)) - now;
    // More where the clock was set back.
    return Math.min(Math.max(0, waitMs), LOOK_EVERY_MS);
  }

  async #lookForNews(): Promise<void> {
    const { webhooks, events, settings, clock } = this.#options;
    this.#lookedAt = clock.now();
    const [{ last, pruned }, isCurrent] = await Promise.all([events.span(), webhooks.isCurrent(settings.name, this.#generation)]);
    this.#newest = last;
    this.#isCurrent = isCurrent;
    const before = this.#owedBefore.filter((number) => number <= pruned);
    this.#owedBefore = [];
    if (before.length > 0) this.#tellLost(before.length, `up to ${eventId(before.at(-1) ?? 0)}`);
    if (pruned === this.#pruned) return;
    this.#pruned = pruned;
    const dropped = this.#deliveries.dropUpTo(pruned);
    if (dropped > 0) this.#tellLost(dropped, `up to ${eventId(pruned)}`);
  }

  /** A portion at a time, so that a query is not made for each event that was delivered. */
  get #canRead(): boolean {
    const { readTo, room } = this.#deliveries;
    return this.#state.parkedAt === null && this.#isCurrent && readTo < this.#newest && room >= READ_AT_ONCE;
  }

  /** Reads ahead of the sending. */
  async #read(): Promise<void> {
    const { events } = this.#options;
    const deliveries = this.#deliveries;
    if (!this.#canRead) return;
    const from = deliveries.readTo;
    const found = await events.between(from, this.#newest, READ_AT_ONCE);
    const readTo = found.length < READ_AT_ONCE ? this.#newest : (found.at(-1)?.number ?? this.#newest);
    const { pruned } = await events.span();
    const due = Math.min(readTo, pruned) - from - found.filter(({ number }) => number <= pruned).length;
    if (due > 0) this.#tellLost(due, `after ${eventId(from)}`);
    deliveries.add(found, readTo);
    this.#hasNews = true;
  }

  #tellLost(count: number, which: string): void {
    const { settings, clock, reports } = this.#options;
    const events = count === 1 ? "1 event" : `${count} events`;
    const what = `${events} ${which} reached the age of EVENT_DAYS before delivery, and went: the receiver has to read the records anew`;
    this.#state.lastFailure = `${iso(clock.now())}: ${what}`;
    this.#hasNews = true;
    reports.onLost(settings.name, count, what);
  }

  #sendWhatIsDue(): void {
    if (this.#state.parkedAt !== null || !this.#isCurrent) return;
    for (;;) {
      const event = this.#deliveries.next(this.#options.clock.now());
      if (event === undefined) return;
      const sending = this.#send(event).finally(() => {
        this.#underWay.delete(sending);
        this.#bell.ring();
      });
      this.#underWay.add(sending);
    }
  }

  async #send(event: StoredEvent): Promise<void> {
    const { settings, clock, reports } = this.#options;
    const startedAt = clock.now();
    const id = eventId(event.number);
    const body = toCloudEvent(event);
    const headers = {
      "content-type": CLOUD_EVENT_TYPE,
      "user-agent": "Hiregraph",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(startedAt / 1000)),
      "webhook-signature": this.#signer.sign(id, new Date(startedAt), body),
    };
    const result = await this.#poster.post(headers, body, this.#cut);
    if (result === undefined) {
      this.#deliveries.cut(event.number);
      return;
    }
    const now = clock.now();
    reports.onTry(settings.name, result.outcome, now - startedAt);
    this.#hasNews = true;
    if (result.outcome === "delivered") {
      this.#state.lastSuccessAt = iso(now);
      if (this.#deliveries.delivered(event.number, now)) reports.onBack(settings.name);
      return;
    }
    const failure = `${iso(now)}: ${id} ${result.what}`;
    this.#state.lastFailure = failure;
    const verdict = this.#deliveries.failed(event.number, result, now);
    if (verdict === "rest") reports.onRest(settings.name, failure);
    if (verdict !== "park" || this.#state.parkedAt !== null) return;
    this.#state.parkedAt = iso(now);
    reports.onParked(settings.name, failure);
  }

  async #save(): Promise<void> {
    const { webhooks, settings, clock } = this.#options;
    this.#hasNews = false;
    this.#savedAt = clock.now();
    this.#isCurrent = await webhooks.save(settings.name, this.#generation, { ...this.#deliveries.progress(), ...this.#state });
  }
}

/** Whether so long has gone by, or nobody knows, as the clock was set back. */
function isOver(since: number, ms: number, now: number): boolean {
  return now >= since + ms || now < since;
}

function iso(moment: number): string {
  return new Date(moment).toISOString();
}
