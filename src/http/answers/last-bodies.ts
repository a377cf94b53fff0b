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
  readonly kept?: KeptBody;
}

export interface KeptBody {
  /** As it came. */
  readonly bytes: Buffer;
  readonly encoding: string | undefined;
  readonly body: ReadBody;
  /** How many secrets were known when none was found in it. */
  cleanFor: number;
}

/** For all sources together. */
const MOST_BYTES = 32 * 1024 * 1024;
/** What a request takes whose body is not kept. */
const BESIDES = 500;
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
  readonly #last: LRUCache<string, Last>;
  readonly #mostBytes: number;

  constructor(mostBytes = MOST_BYTES) {
    this.#mostBytes = mostBytes;
    this.#last = new LRUCache<string, Last>({
      maxSize: mostBytes,
      sizeCalculation: ({ kept }, request) => BESIDES + request.length + (kept === undefined ? 0 : sizeOf(kept.bytes, kept.body)),
    });
  }

  get bytes(): number {
    return this.#last.calculatedSize;
  }

  /** The last body, where this one has the same bytes. */
  find(request: string, bytes: Buffer, encoding: string | undefined): KeptBody | undefined {
    const last = this.#last.get(request);
    const kept = last?.kept;
    if (last === undefined || kept === undefined || kept.encoding !== encoding || !kept.bytes.equals(bytes)) return undefined;
    last.keptAfter = KEPT_AFTER;
    return kept;
  }

  /** Tells how a body that was not found has been read. */
  learn(request: string, bytes: Buffer, encoding: string | undefined, body: ReadBody, cleanFor: number): void {
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
      if (last.times < last.keptAfter || sizeOf(bytes, body) > this.#mostBytes) return;
      // A copy: the bytes may lie in a larger piece that came from the socket.
      this.#last.set(request, { ...last, kept: { bytes: Buffer.from(bytes), encoding, body, cleanFor } });
    }
  }

  /** The body is not to be handed out again: it holds a secret, or cannot be read, wholly or in part, which is told anew each time. */
  forget(request: string): void {
    this.#last.delete(request);
  }
}

function sizeOf(bytes: Buffer, { text }: ReadBody): number {
  return bytes.length + text.length * (OF_TEXT + OF_RECORDS);
}
