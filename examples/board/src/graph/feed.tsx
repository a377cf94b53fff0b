import { CombinedGraphQLErrors } from "@apollo/client";
import { useApolloClient } from "@apollo/client/react";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { FeedHeadDocument, FollowOutcomesDocument, type FollowOutcomesSubscription } from "./graphql";
import { currentSession, subscribeToSession } from "./session";

export type FeedEvent = FollowOutcomesSubscription["events"];

interface Feed {
  state: "connecting" | "live" | "broken";
  /** Discrepancies that ended while this page was open, by their id, with the time of it. */
  ended: ReadonlyMap<string, string>;
  /** Those that were found meanwhile, by their id. */
  found: ReadonlyMap<string, Found>;
}

interface Found {
  /** In the order in which the page was told of them: 1, 2, … */
  place: number;
  /** It had ended while this page was open. */
  isBack: boolean;
}

const NONE: Feed = { state: "connecting", ended: new Map(), found: new Map() };
const FeedContext = createContext<Feed>(NONE);
const AGAIN_AFTER_MS = 2_000;

/** Of what was found last; 0 before the first. */
export const lastPlace = ({ found }: Pick<Feed, "found">): number => Math.max(0, ...[...found.values()].map(({ place }) => place));

function told(feed: Feed, { kind, discrepancyId, at }: FeedEvent): Feed {
  if (!discrepancyId) return feed;
  const ended = new Map(feed.ended);
  if (kind === "DISCREPANCY_ENDED") return { ...feed, ended: ended.set(discrepancyId, at) };
  const isBack = ended.delete(discrepancyId);
  return { ...feed, ended, found: new Map(feed.found).set(discrepancyId, { place: lastPlace(feed) + 1, isBack }) };
}

/** What an error at the stream's end says of the place to go on from; none where it is older than what the server keeps. */
function placeIn(error: unknown): { after?: unknown; code?: unknown } {
  return CombinedGraphQLErrors.is(error) ? (error.errors[0]?.extensions ?? {}) : {};
}

/**
 * Follows outcomes for as long as the page is open. A stream that ends, however it does, is begun again after the last event that came, or after
 * the newest that there was when the page began to follow. Operations in the events go into the cache, so every view that shows one is up to date.
 */
export function FeedProvider({ children }: { children: ReactNode }) {
  const client = useApolloClient();
  const [feed, setFeed] = useState(NONE);
  useEffect(() => {
    let after: string | undefined;
    let isLost = false;
    let turn = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stream: { unsubscribe(): void } | undefined;
    const again = () => {
      setFeed((was) => ({ ...was, state: "broken" }));
      clearTimeout(timer);
      // Without a token that is taken, asking again waits for one.
      if (currentSession().refusal === undefined) timer = setTimeout(() => void follow(), AGAIN_AFTER_MS);
    };
    /** False where the server did not say where to begin. */
    async function findPlace(): Promise<boolean> {
      // It rejects where the store is reset meanwhile, as it is by signing in.
      const answer = await client.query({ query: FeedHeadDocument, fetchPolicy: "no-cache" }).catch(() => undefined);
      if (!answer?.data?.events) return false;
      after = answer.data.events.head;
      // Events in between are gone, or the server began anew: what is shown is read again, from here on.
      if (isLost) void client.refetchQueries({ include: "active" });
      isLost = false;
      return true;
    }
    async function follow(): Promise<void> {
      stream?.unsubscribe();
      clearTimeout(timer);
      turn += 1;
      const own = turn;
      const isFound = after !== undefined || (await findPlace());
      // Meanwhile the page was left, or another token was given.
      if (own !== turn) return;
      if (!isFound) return again();
      const context = { connected: () => setFeed((was) => ({ ...was, state: "live" })) };
      stream = client.subscribe({ query: FollowOutcomesDocument, variables: { after }, context }).subscribe({
        next: ({ data, error }) => {
          const place = placeIn(error);
          if (typeof place.after === "string") after = place.after;
          if (place.code === "BAD_USER_INPUT" && after !== undefined) {
            after = undefined;
            isLost = true;
          }
          if (!data) return;
          const event = data.events;
          after = event.id;
          setFeed((was) => told(was, event));
        },
        error: again,
        complete: again,
      });
    }
    void follow();
    const forget = subscribeToSession(() => {
      if (currentSession().refusal === undefined) void follow();
    });
    return () => {
      forget();
      turn += 1;
      clearTimeout(timer);
      stream?.unsubscribe();
    };
  }, [client]);
  return <FeedContext value={useMemo(() => feed, [feed])}>{children}</FeedContext>;
}

export const useFeed = (): Feed => useContext(FeedContext);
