import { LRUCache } from "lru-cache";

/** What a body was read as. */
export interface ReadBody {
  readonly text: string;
  /** Undefined where it is not JSON. */
  readonly json: unknown;
}

/** How a request was answered last. */
interface Last {
  /** Of the body as it came. */
  length: number;
  /** How many bodies of that length have come, one after the other. */
  times: number;
  /** Of how many the next one is kept. */
  keptAfter: number;
  readonly kept?: Kept;
}

interface Kept extends ReadBody {
  readonly bytes: Buffer;
  readonly encoding: string | undefined;
  /** How many secrets were known when they were cut out of it. */
  readonly cutFor: number;
}

/** For all sources together. */
const MOST_BYTES = 32 * 1024 * 1024;
/** What a body takes besides its bytes. */
const BESIDES = 500;
/** Bytes for each byte of a kept body: itself, its text, and what is made of it. */
const OF_KEPT = 6;
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
  readonly #last: LRUCache<string, Last>;

  constructor(mostBytes = MOST_BYTES) {
    this.#last = new LRUCache<string, Last>({
      maxSize: mostBytes,
      sizeCalculation: ({ length, kept }, request) => BESIDES + request.length + (kept === undefined ? 0 : length * OF_KEPT),
    });
  }

  get bytes(): number {
    return this.#last.calculatedSize;
  }

  /** What the last body was read as, where this one has the same bytes and no secret has become known since. */
  find(request: string, bytes: Buffer, encoding: string | undefined, secretsVersion: number): ReadBody | undefined {
    const last = this.#last.get(request);
    const kept = last?.kept;
    if (last === undefined || kept === undefined) return undefined;
    if (kept.cutFor !== secretsVersion || kept.encoding !== encoding || !kept.bytes.equals(bytes)) return undefined;
    last.keptAfter = KEPT_AFTER;
    return kept;
  }

  /** Tells how a body that was not found has been read. */
  learn(request: string, bytes: Buffer, encoding: string | undefined, cutFor: number, { text, json }: ReadBody): void {
    const { length } = bytes;
    const last = this.#last.peek(request);
    if (last === undefined) this.#last.set(request, { length, times: 1, keptAfter: KEPT_AFTER });
    else if (last.kept !== undefined) {
      this.#last.set(request, { length, times: 1, keptAfter: Math.min(KEPT_AFTER_AT_MOST, last.keptAfter * 2) });
    } else if (last.length !== length) {
      last.length = length;
      last.times = 1;
    } else {
      last.times += 1;
      if (last.times < last.keptAfter) return;
      // A copy: the bytes may lie in a larger piece that came from the socket.
      this.#last.set(request, { ...last, kept: { text, json, bytes: Buffer.from(bytes), encoding, cutFor } });
    }
  }

  /** The body cannot be read, wholly or in part: each of its kind is told anew. */
  forget(request: string): void {
    this.#last.delete(request);
  }
}
