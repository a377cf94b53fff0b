import { setMaxListeners } from "node:events";
import type { Clock } from "../../../clock.js";
import { type Answered, loopbackAddress, type Outgoing, send } from "./loopback.js";

/** How a vendor delivers: each number beside the page that it comes from, in the vendor's own folder. */
export interface Manners {
  /** The pause before each further attempt, in milliseconds; no more attempts after the last. */
  pausesMs: readonly number[];
  /** How long an answer is waited for. */
  deadlineMs: number;
  /** Whether a status says that the receiver has it. */
  isTaken(status: number): boolean;
  /** Is told where the last attempt failed. */
  onGivenUp?(letter: Letter): void;
}

/** One event on its way to one address. Every attempt has the same headers and body. */
export interface Letter {
  /** The vendor's id of the event or of the delivery, by which a receiver knows a repetition. */
  id: string;
  type: string;
  /** The vendor's id of the record; null where it is about none. */
  about: string | null;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** The same as a stranger would send it, who knows the address and not the secret. */
  forged?: Pick<Letter, "headers" | "body">;
}

/** What becomes of a letter on its way. Nothing: it is delivered at once. */
export interface Fate {
  /** It never leaves; the vendor believes that it did. */
  lost?: boolean;
  /** It comes twice. */
  doubled?: boolean;
  /** A stranger sends a forged one before it, once. */
  forged?: boolean;
  /** It leaves so much later. */
  delayMs?: number;
}

/** One attempt, in the order of sending. */
export interface Attempt extends Pick<Letter, "id" | "type" | "about" | "url" | "headers" | "body"> {
  at: number;
  /** 1 for the first. */
  number: number;
  kind: "genuine" | "forged" | "lost" | "not loopback";
  /** Undefined while the answer is outstanding, and where none came. */
  status?: number;
}

const KEPT_ATTEMPTS = 50_000;

/** Carries what a stand-in has to tell to the addresses that were registered with it, on loopback only, with faults on demand. */
export class Courier {
  readonly attempts: Attempt[] = [];
  /** Where public addresses lead, as a proxy on the way would: an origin on loopback. The addresses themselves where missing. */
  leadsTo: string | undefined;
  /** How long an answer is waited for; tests may change it. */
  deadlineMs: number;
  /** Decides on the letters that no armed fate was for, by their number from 0 on. */
  fateOf: (number: number, letter: Letter) => Fate = () => ({});
  /** Above 0, letters wait until there are so many, and leave in the reverse order. */
  holdBack = 0;

  readonly #clock: Clock;
  readonly #manners: Manners;
  readonly #end = new AbortController();
  #armed: { fate: Fate; times: number }[] = [];
  #held: (() => void)[] = [];
  #count = 0;
  #underWay = 0;

  constructor(clock: Clock, manners: Manners) {
    this.#clock = clock;
    this.#manners = manners;
    this.deadlineMs = manners.deadlineMs;
    // As many listeners as letters wait.
    setMaxListeners(0, this.#end.signal);
  }

  /** Decides what becomes of the next letters. */
  arm(fate: Fate, times = 1): void {
    this.#armed.push({ fate, times });
  }

  /** Requests that have no answer yet. */
  get underWay(): number {
    return this.#underWay;
  }

  post(letter: Letter): void {
    const fate = this.#fateOf(letter);
    if (fate.lost) {
      this.#note(letter, 0, "lost");
      return;
    }
    const leave = () => {
      if (fate.forged && letter.forged !== undefined) void this.#attempt({ ...letter, ...letter.forged }, 1, "forged");
      void this.#deliver(letter, fate.delayMs ?? 0);
      if (fate.doubled) void this.#deliver(letter, fate.delayMs ?? 0);
    };
    if (this.holdBack === 0) {
      leave();
      return;
    }
    this.#held.push(leave);
    if (this.#held.length >= this.holdBack) this.release();
  }

  /** Lets go what was held back, the last first. */
  release(): void {
    const held = this.#held.toReversed();
    this.#held = [];
    for (const leave of held) leave();
  }

  /** Does something so much later, unless the stand-in is closed first. */
  async later(delayMs: number, work: () => void): Promise<void> {
    if (await this.#slept(delayMs)) work();
  }

  /** One request whose answer counts: a challenge, a ping. Undefined where none came in time, or the address is not on loopback. */
  async ask(request: Outgoing, deadlineMs: number): Promise<Answered | undefined> {
    const address = loopbackAddress(request.url, this.leadsTo);
    return address && this.#inTime((signal) => send(request, address, signal), deadlineMs);
  }

  /** Gives up whatever waits. Nothing is sent afterwards. */
  close(): void {
    this.#held = [];
    this.#end.abort(new Error("The stand-in is closed"));
  }

  #fateOf(letter: Letter): Fate {
    const number = this.#count;
    this.#count += 1;
    const [next] = this.#armed;
    if (next === undefined) return this.fateOf(number, letter);
    next.times -= 1;
    if (next.times <= 0) this.#armed.shift();
    return next.fate;
  }

  async #deliver(letter: Letter, delayMs: number): Promise<void> {
    const pauses = [delayMs, ...this.#manners.pausesMs];
    for (const [index, pauseMs] of pauses.entries()) {
      if (pauseMs > 0 && !(await this.#slept(pauseMs))) return;
      if (this.#end.signal.aborted) return;
      const { kind, status } = await this.#attempt(letter, index + 1, "genuine");
      if (kind === "not loopback" || (status !== undefined && this.#manners.isTaken(status))) return;
    }
    this.#manners.onGivenUp?.(letter);
  }

  async #attempt(letter: Letter, number: number, kind: Attempt["kind"]): Promise<Attempt> {
    const address = loopbackAddress(letter.url, this.leadsTo);
    const attempt = this.#note(letter, number, address === undefined ? "not loopback" : kind);
    const request = { method: "POST", headers: letter.headers, body: letter.body } as const;
    this.#underWay += 1;
    const answer = address && (await this.#inTime((signal) => send(request, address, signal), this.deadlineMs));
    this.#underWay -= 1;
    attempt.status = answer?.status;
    return attempt;
  }

  #note({ id, type, about, url, headers, body }: Letter, number: number, kind: Attempt["kind"]): Attempt {
    const attempt: Attempt = { id, type, about, url, headers, body, at: this.#clock.now(), number, kind };
    this.attempts.push(attempt);
    if (this.attempts.length > KEPT_ATTEMPTS) this.attempts.shift();
    return attempt;
  }

  /** What `work` gives; undefined where it fails or takes longer. */
  async #inTime<Result>(work: (signal: AbortSignal) => Promise<Result>, deadlineMs: number): Promise<Result | undefined> {
    const over = new AbortController();
    const answered = new AbortController();
    const stop = () => over.abort(new Error("Too late"));
    this.#end.signal.addEventListener("abort", stop, { once: true });
    if (Number.isFinite(deadlineMs)) this.#clock.sleep(deadlineMs, answered.signal).then(stop, () => undefined);
    try {
      return await work(over.signal);
    } catch {
      return undefined;
    } finally {
      answered.abort(new Error("Answered"));
      this.#end.signal.removeEventListener("abort", stop);
    }
  }

  /** Whether the pause was slept through. */
  async #slept(pauseMs: number): Promise<boolean> {
    return this.#clock.sleep(pauseMs, this.#end.signal).then(
      () => true,
      () => false,
    );
  }
}
