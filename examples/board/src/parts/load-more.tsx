import { useEffect, useRef, useState } from "react";
import { useAnnounce } from "./announcer";
import type { Pages } from "./use-pages";
import { plural } from "./words";

interface Props {
  pages: Pages;
  /** What one of the list is: `requisition`. */
  one: string;
}

/** Reads the next page of a list. It is never disabled, so that the focus stays on it, and says how many came. */
export const LoadMore = ({ pages, one }: Props) => <LoadMoreOf key={pages.of} pages={pages} one={one} />;

function LoadMoreOf({ pages: { count, isReading, hasMore, load }, one }: Props) {
  const announce = useAnnounce();
  const [state, setState] = useState<"idle" | "asked" | "loading" | "failed">("idle");
  const isBusy = state === "asked" || state === "loading";
  const isShown = useRef(true);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  async function read(): Promise<void> {
    setState("loading");
    const came = await load().catch(() => undefined);
    // Another list is shown by now: what became of this one's page is not said beside it.
    if (!isShown.current) return;
    setState(came === undefined ? "failed" : "idle");
    announce(came === undefined ? "The next page could not be read." : `${came} more.`);
  }
  // A page that came before the list itself was read to its end would be gone again once it is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is read once for each time that it was asked for
  useEffect(() => {
    if (state === "asked" && !isReading) void read();
  }, [state, isReading]);
  return (
    <div className="more">
      {hasMore && (
        <button type="button" onClick={() => isBusy || setState("asked")} aria-disabled={isBusy}>
          {isBusy ? "Loading…" : "Load more"}
        </button>
      )}
      <span className="hint">
        {plural(count, one)}
        {hasMore ? " shown" : ", all of them"}
      </span>
      {state === "failed" && <p className="note note-bad">The next page could not be read. Ask again.</p>}
    </div>
  );
}
