import { createHmac, randomUUID } from "node:crypto";
import type { Clock } from "../../clock.js";
import { Courier, type Letter } from "../kit/webhooks/courier.js";

const MINUTE_MS = 60_000;
/** No page has the schedule; applications are tried six times more, and so is this. */
const PAUSES_MS = [1, 5, 15, 30, 60, 120].map((minutes) => minutes * MINUTE_MS);
const DEADLINE_MS = 10_000;
/** https://learn.microsoft.com/linkedin/shared/api-guide/webhook-validation */
const CHALLENGE_DEADLINE_MS = 3_000;
const VALIDATION_EVERY_MS = 120 * MINUTE_MS;
const FAILURES_UNTIL_BLOCKED = 3;

/** The events that a webhook may be registered for; one webhook each. */
export const EVENT_TYPES = ["JOB_POSTING_STATUS", "RESYNC_JOBS"] as const;
export type LinkedInEventType = (typeof EVENT_TYPES)[number];

interface Registration {
  url: string;
  type: LinkedInEventType;
  failures: number;
  isBlocked: boolean;
}

export interface LinkedInApplication {
  /** The id that a challenge names: of a child application, whose secret then answers. A parent's own challenge names none. */
  applicationId?: string;
  clientSecret: string;
}

/** What a status tells of a job, by `externalJobPostingId`. */
type Statuses = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

export interface LinkedInWebhooksParts {
  clock: Clock;
  application: LinkedInApplication;
  /** As jobs stand now. */
  statuses(): Statuses;
}

/** What makes a change of status: the URL, the dates and the place of a job do not. */
const WATCHED = [
  "listingStatus",
  "listingStatusDetail",
  "linkedInApplyStatus",
  "linkedInApplyStatusDetail",
  "promotionStatus",
  "promotionStatusDetail",
];

/** Webhooks of the application, which a person registers in the developer portal. */
export class LinkedInWebhooks {
  readonly courier: Courier;
  /** Whether deliveries carry an id of the notification, by which a receiver knows a repetition. */
  notificationIds = true;
  readonly #parts: LinkedInWebhooksParts;
  readonly #registrations: Registration[] = [];
  #seen: ReadonlyMap<string, string> | undefined;

  constructor(parts: LinkedInWebhooksParts) {
    this.#parts = parts;
    this.courier = new Courier(parts.clock, {
      pausesMs: PAUSES_MS,
      deadlineMs: DEADLINE_MS,
      isTaken: (status) => status >= 200 && status < 300,
    });
  }

  /**
   * Registers an address for events, if it answers a challenge. It is challenged again every two hours; after three failures in a row the address is
   * blocked, and what is told meanwhile is lost.
   *
   * @returns whether it was registered
   */
  async register(url: string, types: readonly LinkedInEventType[] = EVENT_TYPES): Promise<boolean> {
    if (!(await this.#answersChallenge(url))) return false;
    this.#seen ??= this.#look();
    for (const type of types) {
      const registration = { url, type, failures: 0, isBlocked: false };
      this.#registrations.push(registration);
      this.#validateLater(registration);
    }
    return true;
  }

  get isBlocked(): boolean {
    return this.#registrations.some(({ isBlocked }) => isBlocked);
  }

  block(): void {
    for (const registration of this.#registrations) registration.isBlocked = true;
  }

  /** Validates every address anew, as a person does in the portal after it was blocked. */
  async revalidate(): Promise<void> {
    for (const registration of this.#registrations) {
      registration.isBlocked = !(await this.#answersChallenge(registration.url));
      registration.failures = 0;
    }
  }

  /** Asks for the UPDATE of jobs within thirty minutes: of those named, or of all that are open. */
  askForResync(externalJobPostingIds: readonly string[] | "all"): void {
    const isAll = externalJobPostingIds === "all";
    this.tell("RESYNC_JOBS", { externalJobPostingIds: isAll ? [] : externalJobPostingIds, syncAllOpenJobs: isAll }, null);
  }

  /** Tells of each job whose status changed since the last look. Called after each request, after changes by hand, and when a task is due. */
  look(): void {
    if (this.#seen === undefined) return;
    const before = this.#seen;
    this.#seen = this.#look();
    for (const [id, status] of this.#parts.statuses()) {
      if (before.get(id) !== this.#seen.get(id)) this.tell("JOB_POSTING_STATUS", status, id);
    }
  }

  /** Looks again when tasks that were just accepted are due. */
  lookIn(delayMs: number): void {
    if (this.#seen !== undefined) void this.courier.later(delayMs, () => this.look());
  }

  tell(type: LinkedInEventType, payload: object, about: string | null): void {
    for (const registration of this.#registrations) {
      if (registration.type === type && !registration.isBlocked) this.courier.post(this.#letter(registration, payload, about));
    }
  }

  #look(): Map<string, string> {
    return new Map([...this.#parts.statuses()].map(([id, status]) => [id, JSON.stringify(WATCHED.map((name) => status[name] ?? null))]));
  }

  #letter({ url, type }: Registration, payload: object, about: string | null): Letter {
    const { applicationId = "10000001", clientSecret } = this.#parts.application;
    const id = randomUUID();
    const developerApplicationUrn = `urn:li:developerApplication:${applicationId}`;
    const written = (notificationId: string) =>
      JSON.stringify({ type, developerApplicationUrn, ...(this.notificationIds ? { notificationId } : {}), ...payload });
    const signed = (body: string, secret: string) => ({
      headers: {
        "content-type": "application/json",
        "user-agent": "LinkedIn Webhooks",
        // The prefix is signed and not sent.
        "x-li-signature": createHmac("sha256", secret).update(`hmacsha256=${body}`).digest("hex"),
      },
      body,
    });
    return { id, type, about, url, ...signed(written(id), clientSecret), forged: signed(written(randomUUID()), `not ${clientSecret}`) };
  }

  async #answersChallenge(url: string): Promise<boolean> {
    if (!URL.canParse(url)) return false;
    const { applicationId, clientSecret } = this.#parts.application;
    const challengeCode = randomUUID();
    const asked = new URL(url);
    asked.searchParams.set("challengeCode", challengeCode);
    if (applicationId !== undefined) asked.searchParams.set("applicationId", applicationId);
    const answer = await this.courier.ask({ method: "GET", url: asked.href, headers: {} }, CHALLENGE_DEADLINE_MS);
    if (answer?.status !== 200 || !answer.contentType.startsWith("application/json")) return false;
    const challengeResponse = createHmac("sha256", clientSecret).update(challengeCode).digest("hex");
    const given = parsed(answer.text);
    return given?.challengeCode === challengeCode && given.challengeResponse === challengeResponse;
  }

  #validateLater(registration: Registration): void {
    void this.courier.later(VALIDATION_EVERY_MS, () => void this.#validate(registration));
  }

  async #validate(registration: Registration): Promise<void> {
    registration.failures = (await this.#answersChallenge(registration.url)) ? 0 : registration.failures + 1;
    if (registration.failures >= FAILURES_UNTIL_BLOCKED) registration.isBlocked = true;
    this.#validateLater(registration);
  }
}

function parsed(text: string): { challengeCode?: unknown; challengeResponse?: unknown } | undefined {
  try {
    return JSON.parse(text) as { challengeCode?: unknown } | undefined;
  } catch {
    return undefined;
  }
}
