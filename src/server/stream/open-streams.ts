import type { Metrics } from "../../telemetry/metrics.js";

/** How much may be open at a time: streams, and the characters of what they ask for, which are kept. */
interface Most {
  streams: number;
  characters: number;
}

/** A stream takes some 40 KB, and what it asks for. */
const OF_ALL: Most = { streams: 5_000, characters: 64_000_000 };
const OF_A_CALLER: Most = { streams: 2_000, characters: 16_000_000 };

interface Stream {
  drain(): void;
}

/** The place of one stream among those that may be open. */
export interface StreamPlace {
  /** From now on it is told when the server shuts down. */
  hold(stream: Stream): void;
  leave(): void;
}

/** The streams of this server. */
export class OpenStreams {
  readonly #places = new Map<StreamPlace, Stream | undefined>();
  readonly #ofCallers = new Map<string, Most>();
  readonly #ofAll: Most = { streams: 0, characters: 0 };
  readonly #limits: { all: Most; ofACaller: Most };
  #isDraining = false;

  constructor(metrics: Pick<Metrics, "watchFollowers">, limits = { all: OF_ALL, ofACaller: OF_A_CALLER }) {
    this.#limits = limits;
    metrics.watchFollowers(() => this.#places.size);
  }

  /**
   * Gives a caller a place for a stream, or says why it may have none now.
   *
   * @param characters of what it asks for
   */
  take(subject: string, characters: number): StreamPlace | string {
    const { all, ofACaller } = this.#limits;
    const own = this.#ofCallers.get(subject) ?? { streams: 0, characters: 0 };
    if (isFull(own, ofACaller, characters))
      return `You have ${own.streams} streams open on this server, and may open no more: ${ofACaller.streams} are the most. Close those that nobody reads, or follow several records in one.`;
    if (isFull(this.#ofAll, all, characters)) return "This server has as many streams open as it may. Connect again later.";
    this.#ofCallers.set(subject, own);
    for (const count of [own, this.#ofAll]) add(count, 1, characters);
    const place: StreamPlace = {
      hold: (stream) => {
        this.#places.set(place, stream);
        if (this.#isDraining) stream.drain();
      },
      leave: () => {
        if (!this.#places.delete(place)) return;
        for (const count of [own, this.#ofAll]) add(count, -1, -characters);
        if (own.streams === 0) this.#ofCallers.delete(subject);
      },
    };
    this.#places.set(place, undefined);
    return place;
  }

  /** Tells all followers to connect elsewhere. */
  drain(): void {
    this.#isDraining = true;
    for (const stream of this.#places.values()) stream?.drain();
  }
}

function isFull(open: Most, most: Most, characters: number): boolean {
  return open.streams >= most.streams || open.characters + characters > most.characters;
}

function add(count: Most, streams: number, characters: number): void {
  count.streams += streams;
  count.characters += characters;
}
