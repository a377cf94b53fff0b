import type { AbortSignalLike } from "../../abort-signal.js";
import { type SignInUnavailable, Unauthenticated } from "../../access/authenticate.js";
import type { Viewer } from "../../access/viewer.js";
import type { Clock } from "../../clock.js";
import { type Ending, expired } from "./stream-end.js";

export interface SignInWatchOptions {
  /** The caller as the stream began. */
  viewer: Viewer;
  clock: Clock;
  /** Signs the caller in once more, by the same token. */
  verify: () => Promise<Viewer | Unauthenticated | SignInUnavailable>;
  /** Aborted when the stream has ended. */
  ended: AbortSignalLike;
  end: (ending: Ending) => void;
}

/** A token may be withdrawn with its key before it ends. */
const VERIFIED_EVERY_MS = 60_000;
const VERIFIED_EVERY_MS_AT_LAST = 1_000;

/**
 * Ends a stream when its token does. One that began with a token already beyond its end, within the leeway for clocks that differ, ends when
 * a query by that token would be refused.
 */
export async function watchSignIn({ viewer, clock, verify, ended, end }: SignInWatchOptions): Promise<void> {
  const { expiresAt } = viewer;
  if (expiresAt === undefined) return;
  const [endsAt, everyMs] =
    expiresAt > clock.now() ? [expiresAt, VERIFIED_EVERY_MS] : [Number.POSITIVE_INFINITY, VERIFIED_EVERY_MS_AT_LAST];
  while (!ended.aborted) {
    await clock.sleep(Math.min(everyMs, Math.max(0, endsAt - clock.now())), ended).catch(() => undefined);
    if (ended.aborted) return;
    if (clock.now() >= endsAt) return end(expired("The token has expired. Get a new one."));
    const now = await verify();
    if (now instanceof Unauthenticated) return end(expired(now.message));
  }
}
