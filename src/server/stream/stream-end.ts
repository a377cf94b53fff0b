import { GraphQLError } from "graphql";

/** left: the follower itself. done: nothing more can come. failed: what it follows. Counted by these words. */
export type EndReason = "left" | "done" | "failed" | "expired" | "slow" | "draining";

/** Why a stream ends. */
export interface StreamEnd {
  readonly reason: EndReason;
  /** What its follower is told; undefined where nobody is there any more, or nothing is to be said. */
  readonly error?: unknown;
}

/** @param after the cursor to follow on from; undefined where what is followed has none */
export type Ending = (after: string | undefined) => StreamEnd;

export const leftByItself: Ending = () => ({ reason: "left" });

export const nothingMore: Ending = () => ({ reason: "done" });

export function failed(error: unknown): Ending {
  return () => ({ reason: "failed", error });
}

/** @param message of the sign-in */
export function expired(message: string): Ending {
  return (after) => ({
    reason: "expired",
    error: told(`${message} Follow on with it from \`extensions.after\`.`, "UNAUTHENTICATED", after),
  });
}

export const tooSlow: Ending = (after) => ({
  reason: "slow",
  error: told(
    "The connection took nothing while events waited for it, so it is given up. Follow on from `extensions.after`, and read what arrives at once.",
    "UNAVAILABLE",
    after,
    { retryable: true },
  ),
});

export const draining: Ending = (after) => ({
  reason: "draining",
  error: told("The server is shutting down. Connect again, and follow on from `extensions.after`.", "UNAVAILABLE", after, {
    retryable: true,
  }),
});

function told(message: string, code: string, after: string | undefined, more: Readonly<Record<string, unknown>> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...more, ...(after === undefined ? {} : { after }) } });
}
