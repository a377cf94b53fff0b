import { LRUCache } from "lru-cache";

/** What a body was read as. */
export interface ReadBody {
  readonly text: string;
  /** Undefined where it is not JSON. */
  readonly json: unknown;
}

interface Last {
  /** Of the body as it came. */
  readonly length: number;
  /** Left out of a body that came once: most that change are never kept. */
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

/**
 * The bodies that reads were answered with last. Most of what is asked again is as it was, and what was made of a body (its JSON, its checked
 * records, those of the graph) holds for another one with the same bytes: it is not made again. The vendor has been asked all the same, so nothing is old.
 *
 * A body is kept once a second one of its length has come, so that what changes with each answer costs a look at its length.
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
    const kept = this.#last.get(request)?.kept;
    return kept !== undefined && kept.cutFor === secretsVersion && kept.encoding === encoding && kept.bytes.equals(bytes) ? kept : undefined;
  }

  /** Tells how a body that was not found has been read. */
  learn(request: string, bytes: Buffer, encoding: string | undefined, cutFor: number, { text, json }: ReadBody): void {
    const { length } = bytes;
    const last = this.#last.peek(request);
    const isNews = last === undefined || last.kept !== undefined || last.length !== length;
    // A copy: the bytes may lie in a larger piece that came from the socket.
    this.#last.set(request, isNews ? { length } : { length, kept: { text, json, bytes: Buffer.from(bytes), encoding, cutFor } });
  }

  /** The body cannot be read, wholly or in part: each of its kind is told anew. */
  forget(request: string): void {
    this.#last.delete(request);
  }
}
