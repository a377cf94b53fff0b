import type { Clock } from "../clock.js";
import type { AnswerStore, AnswersInMemory } from "../http/answers/answer-store.js";
import type { ChangeNews } from "../http/answers/change-news.js";
import type { DayCalls } from "../http/limiter/shared/day-count.js";
import type { Sharing } from "../http/limiter/shared/rounds.js";
import { DECIDED_WITHIN_MS } from "../http/limiter/shared/rounds.js";
import type { BudgetPolicy } from "../http/policy.js";
import type { SharedToken } from "../http/shared-token.js";
import type { CredentialCipher } from "../secrets/credential-cipher.js";
import { DECIDE_IN_REDIS } from "./budget-rules/budget-rules.js";
import { RedisAnswers } from "./redis-answers.js";
import { RedisLink, type RedisLinkOptions } from "./redis-link.js";
import { RedisNews } from "./redis-news.js";
import { RedisRounds, type StepRunner } from "./redis-rounds.js";
import { RedisToken } from "./redis-token.js";
import { RedisWire } from "./redis-wire.js";
import { type LiveServers, ServerDirectory } from "./server-directory.js";

export interface RedisSharingOptions extends RedisLinkOptions {
  /** This server's name among those that hold a lease. */
  self: string;
  live: () => Promise<LiveServers>;
  clock: Clock;
  /** Encrypts tokens. */
  cipher: CredentialCipher;
  /** The time of one attempt at a vendor. */
  upstreamTimeoutMs: number;
  onError: (error: unknown, what: string) => void;
}

/** The budgets of a source that nobody uses for so long are forgotten. */
const KEPT_SECONDS = 7 * 24 * 3_600;

/** What servers share through a Redis. */
export class RedisSharing {
  readonly #options: RedisSharingOptions;
  readonly #link: RedisLink;
  readonly #directory: ServerDirectory;
  readonly #news: RedisNews;

  constructor(options: RedisSharingOptions) {
    this.#options = options;
    this.#link = new RedisLink(options);
    this.#directory = new ServerDirectory(options);
    const wire = new RedisWire(this.#link, options.clock, "hiregraph:news");
    this.#news = new RedisNews({ self: options.self, wire, membership: this.#directory, clock: options.clock });
  }

  get isAway(): boolean {
    return this.#link.isAway;
  }

  get news(): ChangeNews {
    return this.#news;
  }

  /** @throws where the servers that hold a lease cannot be read. A Redis that is away is none of its faults. */
  async start(): Promise<void> {
    await Promise.all([this.#directory.start(), this.#link.tried()]);
    this.#news.start();
  }

  /** @param source its text */
  budgetsOf(source: string, dayCalls: DayCalls): Sharing {
    const { self, clock, upstreamTimeoutMs: longestMs, onError } = this.#options;
    const rounds = (policies: readonly BudgetPolicy[]) =>
      new RedisRounds({ server: self, policies, longestMs, clock, steps: this.#stepsOf(source, policies) });
    return { membership: this.#directory, longestMs, rounds, dayCalls, onError };
  }

  /** @param memory of this server */
  answers(memory: AnswersInMemory): AnswerStore {
    return new RedisAnswers({ memory, link: this.#link, epochs: this.#news });
  }

  /** @param source its text */
  tokenOf(source: string, credential: readonly string[]): SharedToken {
    const { clock, cipher } = this.#options;
    return new RedisToken({ link: this.#link, clock, cipher, source, credential: JSON.stringify(credential) });
  }

  async stop(): Promise<void> {
    await Promise.all([this.#directory.stop(), this.#news.stop()]);
    this.#link.close();
  }

  /** A source may have several limiters, which have no budget in common: the first one tells them apart. */
  #stepsOf(source: string, policies: readonly BudgetPolicy[]): StepRunner {
    const link = this.#link;
    const key = `hiregraph:{${source}}:budgets:${policies[0]?.name ?? ""}`;
    const channel = `hiregraph:{${source}}:turns:${policies[0]?.name ?? ""}`;
    return {
      time: () => link.time(DECIDED_WITHIN_MS),
      run: async (told) => String(await link.run(DECIDE_IN_REDIS, [key, channel], [told, String(KEPT_SECONDS)], DECIDED_WITHIN_MS)),
      listen: (listener) => {
        const ends = [link.listen(channel, listener), link.whenAway(() => listener(this.#options.self))];
        return () => {
          for (const end of ends) end();
        };
      },
    };
  }
}
