import { LRUCache } from "lru-cache";

/** What a body was read as. */
export interface ReadBody {
  readonly text: string;
  /** Undefined where it is not JSON. */
  readonly json: unknown;
}

/** How a request was answered last whose body is not kept. */
interface Seen {
  /** Of the body as it came. */
  length: number;
  /** How many bodies of that length have come, one after the other. */
  times: number;
  /** Of how many the next one is kept. */
  keptAfter: number;
}

export interface KeptBody {
  /** As it came. */
  readonly bytes: Buffer;
  readonly encoding: string | undefined;
  readonly body: ReadBody;
  /** The version of the secrets when none was found in it. */
  cleanFor: number;
  /** Of how many the next other one is kept. */
  keptAfter: number;
}

/** For all sources together. */
const MOST_BYTES = 32 * 1024 * 1024;
/** The part of it for requests whose bodies are not kept, some ten thousand: most are asked once, and put out nothing else. */
const PART_FOR_SEEN = 1 / 8;
/** The part of it that one body may take, so that it does not put out all others. */
const PART_FOR_ONE = 1 / 8;
/** What a request takes besides its text and its body. */
const BESIDES = 300;
/** Bytes for each character of a kept body, unpacked: of its text, and of what is made of it. */
const OF_TEXT = 2;
const OF_RECORDS = 5;
/** A body is kept when it comes again; a length says enough until then. */
const KEPT_AFTER = 2;
/** At most, of bodies that change whenever one is kept. */
const KEPT_AFTER_AT_MOST = 64;

/**
 * The bodies that reads were answered with last. Most of what is asked again is as it was, and what was made of a body (its JSON, its checked
 * records, those of the graph) holds for another one with the same bytes: it is not made again. The vendor has been asked all the same, so nothing is old.
 *
 * A body is kept once one of the same length has come before. Where it is another one all the same, the next is kept after twice as many: what changes with each answer
 * costs next to nothing.
 */
export class LastBodies {
  readonly #seen: LRUCache<string, Seen>;
  readonly #kept: LRUCache<string, KeptBody>;
  readonly #mostOfOne: number;

  constructor(mostBytes = MOST_BYTES) {
    const forSeen = Math.ceil(mostBytes * PART_FOR_SEEN);
    this.#mostOfOne = Math.floor(mostBytes * PART_FOR_ONE);
    this.#seen = new LRUCache<string, Seen>({ maxSize: forSeen, sizeCalculation: (_, request) => BESIDES + request.length });
    this.#kept = new LRUCache<string, KeptBody>({
      maxSize: mostBytes - forSeen,
      sizeCalculation: ({ bytes, body }, request) => BESIDES + request.length + sizeOf(bytes, body),
    });
  }

  get bytes(): number {
    return this.#seen.calculatedSize + this.#kept.calculatedSize;
  }

  /** The last body, where this one has the same bytes. */
  find(request: string, bytes: Buffer, encoding: string | undefined): KeptBody | undefined {
    const kept = this.#kept.get(request);
    if (kept === undefined || kept.encoding !== encoding || !kept.bytes.equals(bytes)) return undefined;
    kept.keptAfter = KEPT_AFTER;
    return kept;
  }

  /** Tells how a body that was not found has been read. */
  learn(request: string, bytes: Buffer, encoding: string | undefined, body: ReadBody, cleanFor: number): void {
    const { length } = bytes;
    const other = this.#kept.peek(request);
    if (other !== undefined) {
      // Both were asked for before either was read, and were unpacked side by side.
      if (other.encoding === encoding && other.bytes.equals(bytes)) return;
      this.#kept.delete(request);
      this.#seen.set(request, { length, times: 1, keptAfter: Math.min(KEPT_AFTER_AT_MOST, other.keptAfter * 2) });
      return;
    }
    const seen = this.#seen.get(request);
    if (seen === undefined) {
      this.#seen.set(request, { length, times: 1, keptAfter: KEPT_AFTER });
    } else if (seen.length !== length) {
      seen.length = length;
      seen.times = 1;
    } else {
      seen.times += 1;
      if (seen.times < seen.keptAfter || sizeOf(bytes, body) > this.#mostOfOne) return;
      this.#seen.delete(request);
      // A copy: the bytes may lie in a larger piece that came from the socket.
      this.#kept.set(request, { bytes: Buffer.from(bytes), encoding, body, cleanFor, keptAfter: seen.keptAfter });
    }
  }

  /** The body is not to be handed out again: it holds a secret, or cannot be read, wholly or in part, which is told anew each time. */
  forget(request: string): void {
    this.#kept.delete(request);
    this.#seen.delete(request);
  }
}

function sizeOf(bytes: Buffer, { text }: ReadBody): number {
  return bytes.length + text.length * (OF_TEXT + OF_RECORDS);
}
