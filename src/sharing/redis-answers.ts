import { createHash } from "node:crypto";
import type { AnswerStore, AnswersInMemory, KeptAnswer } from "../http/answers/answer-store.js";
import { parseJson } from "../http/sending/body.js";
import type { RedisLink } from "./redis-link.js";

/** What is told apart by changes at a vendor: an answer serves again within one epoch. */
export interface Epochs {
  /** The vendor's present one; undefined where it is not known. */
  epochOf(vendor: string): string | undefined;
}

export interface RedisAnswersOptions {
  memory: AnswersInMemory;
  link: RedisLink;
  epochs: Epochs;
}

/** No caller may ask for an older one. */
const KEPT_SECONDS = 3_600;
/** A larger answer is kept by the server that read it, alone. */
const MOST_CHARACTERS = 1024 * 1024;
/** A vendor would have answered as soon. */
const FOUND_WITHIN_MS = 500;

/** KEYS: the vendor's epoch, the answer. ARGV: the epoch in which it was asked for, the answer, how long it is kept. */
const KEEP = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[2], ARGV[2], 'EX', ARGV[3])
return 1
`;
/** KEYS: the vendor's epoch, the answer. ARGV: the epoch. */
const FIND = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return '' end
return redis.call('GET', KEYS[2]) or ''
`;
const DROP = `return redis.call('DEL', KEYS[1])`;

/** What is written down of an answer. */
type Written = Pick<KeptAnswer, "status" | "headers" | "text" | "receivedAt" | "sentAt" | "vendor" | "account">;

/** Answers of all servers: each keeps its own in memory as well, and finds those of the others in Redis, within the vendor's epoch. */
export class RedisAnswers implements AnswerStore {
  readonly #options: RedisAnswersOptions;

  constructor(options: RedisAnswersOptions) {
    this.#options = options;
  }

  find(source: string, request: string): KeptAnswer | undefined | Promise<KeptAnswer | undefined> {
    return this.#options.memory.find(source, request) ?? this.#fetch(source, request);
  }

  keep(source: string, request: string, answer: KeptAnswer): void {
    const { memory, link, epochs } = this.#options;
    memory.keep(source, request, answer);
    const epoch = epochs.epochOf(vendorOf(source));
    if (epoch === undefined || answer.text.length > MOST_CHARACTERS) return;
    const { status, headers, text, receivedAt, sentAt, vendor, account } = answer;
    const written = JSON.stringify({ status, headers, text, receivedAt, sentAt, vendor, account } satisfies Written);
    const keys = [epochKeyOf(vendorOf(source)), keyOf(source, request, epoch)];
    link.run(KEEP, keys, [epoch, written, String(KEPT_SECONDS)], FOUND_WITHIN_MS).catch(() => undefined);
  }

  drop(source: string, request: string, answer: Pick<KeptAnswer, "forget">): void {
    const { memory, link, epochs } = this.#options;
    memory.drop(source, request, answer);
    const epoch = epochs.epochOf(vendorOf(source));
    if (epoch !== undefined) link.run(DROP, [keyOf(source, request, epoch)], [], FOUND_WITHIN_MS).catch(() => undefined);
  }

  /** Those in Redis are of an epoch that has ended. */
  evict(source: string): void {
    this.#options.memory.evict(source);
  }

  async #fetch(source: string, request: string): Promise<KeptAnswer | undefined> {
    const { memory, link, epochs } = this.#options;
    const vendor = vendorOf(source);
    const epoch = epochs.epochOf(vendor);
    if (epoch === undefined || link.isAway) return undefined;
    const found = await link
      .run(FIND, [epochKeyOf(vendor), keyOf(source, request, epoch)], [epoch], FOUND_WITHIN_MS)
      .catch(() => undefined);
    if (typeof found !== "string" || found === "") return undefined;
    const written = JSON.parse(found) as Written;
    const mark = { forget: () => this.drop(source, request, mark) };
    // Which secrets the other server knew is not known here.
    const answer: KeptAnswer = { ...written, json: parseJson(written.text), cutFor: -1, ...mark };
    if (epochs.epochOf(vendor) === epoch) memory.keep(source, request, answer);
    return answer;
  }
}

export function epochKeyOf(vendor: string): string {
  return `hiregraph:{${vendor}}:epoch`;
}

function keyOf(source: string, request: string, epoch: string): string {
  const hash = createHash("sha256").update(`${source} ${request}`).digest("base64url");
  return `hiregraph:{${vendorOf(source)}}:answer:${epoch}:${hash}`;
}

/** A source's text is its vendor in small letters, and an account's name behind it. */
function vendorOf(source: string): string {
  return (source.split("~", 1)[0] ?? source).toUpperCase().replaceAll("-", "_");
}
