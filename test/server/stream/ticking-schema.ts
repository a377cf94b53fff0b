import { GraphQLError, GraphQLInt, GraphQLObjectType, GraphQLSchema, GraphQLString } from "graphql";
import { requireScopes } from "../../../src/access/auth-checker.js";
import type { Followed } from "../../../src/server/stream/followed-results.js";
import type { SampleContext } from "../sample-schema.js";

interface Tick {
  number: number;
}

/** Numbers that a test gives out, each once to each follower, and that are followed on from by their texts. */
export class Ticker {
  readonly followers = new Set<TickFollower>();
  /** Set, nobody can begin to follow. */
  refusal: Error | undefined;

  /** The same object for all, as events are. */
  tick(number: number): void {
    const tick = { number };
    for (const follower of this.followers) follower.hand(tick);
  }
}

class TickFollower implements Followed {
  onBehind: () => void = () => undefined;
  readonly #ticker: Ticker;
  readonly #waiting: Tick[] = [];
  #given: Tick | undefined;
  #last = 0;
  #wake: () => void = () => undefined;
  #hasEnded = false;

  constructor(ticker: Ticker) {
    this.#ticker = ticker;
    ticker.followers.add(this);
  }

  get cursor(): string {
    return String(this.#last);
  }

  delivered(): void {
    this.#last = this.#given?.number ?? this.#last;
    this.#given = undefined;
  }

  hand(tick: Tick): void {
    this.#waiting.push(tick);
    this.#wake();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Tick, undefined>> {
    while (this.#waiting.length === 0 && !this.#hasEnded)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    this.#given = this.#waiting.shift();
    return this.#given === undefined ? { done: true, value: undefined } : { done: false, value: this.#given };
  }

  async return(): Promise<IteratorResult<Tick, undefined>> {
    this.#hasEnded = true;
    this.#ticker.followers.delete(this);
    this.#wake();
    return { done: true, value: undefined };
  }
}

/** A graph in which ticks are followed; `broken` is a field that fails, `filler` one that is long, `whose` tells the context of the event. */
export function tickingSchema(ticker: Ticker): GraphQLSchema {
  const tick = new GraphQLObjectType<Tick, SampleContext>({
    name: "Tick",
    fields: {
      number: { type: GraphQLInt },
      broken: {
        type: GraphQLString,
        resolve: () => {
          throw new Error("password=hunter2");
        },
      },
      filler: { type: GraphQLString, args: { length: { type: GraphQLInt } }, resolve: (_, { length }) => "x".repeat(length) },
      whose: { type: GraphQLString, resolve: (_tick, _args, { viewer, deadlineAt }) => `${viewer.subject} until ${deadlineAt}` },
    },
  });
  return new GraphQLSchema({
    query: new GraphQLObjectType({ name: "Query", fields: { tick: { type: tick, resolve: () => ({ number: 0 }) } } }),
    mutation: new GraphQLObjectType({ name: "Mutation", fields: { stop: { type: GraphQLString, resolve: () => "stopped" } } }),
    subscription: new GraphQLObjectType<unknown, SampleContext>({
      name: "Subscription",
      fields: {
        ticks: {
          type: tick,
          args: { from: { type: GraphQLInt } },
          subscribe: (_root, { from }, { viewer }) => {
            requireScopes(viewer, ["read"]);
            if (ticker.refusal !== undefined) throw ticker.refusal;
            if (from < 0) throw new GraphQLError("`from` must not be negative.", { extensions: { code: "BAD_USER_INPUT" } });
            return new TickFollower(ticker);
          },
          resolve: (value) => value,
        },
      },
    }),
  });
}
