import { useState } from "react";
import { useAnnounce } from "./announcer";

interface Props {
  hasMore: boolean;
  /** What is shown so far, in words: `25 requisitions`. */
  shown: string;
  /** Reads the next page. Comes back with the number of what it held; undefined where it could not be read. */
  load: () => Promise<number | undefined>;
}

/** Reads the next page of a list. It is never disabled, so that the focus stays on it, and says how many came. */
export function LoadMore({ hasMore, shown, load }: Props) {
  const announce = useAnnounce();
  const [state, setState] = useState<"idle" | "loading" | "failed">("idle");
  async function more(): Promise<void> {
    if (state === "loading") return;
    setState("loading");
    const count = await load().catch(() => undefined);
    setState(count === undefined ? "failed" : "idle");
    announce(count === undefined ? "The next page could not be read." : `${count} more.`);
  }
  return (
    <div className="more">
      {hasMore && (
        <button type="button" onClick={() => void more()} aria-disabled={state === "loading"}>
          {state === "loading" ? "Loading…" : "Load more"}
        </button>
      )}
      <span className="hint">
        {shown}
        {hasMore ? " shown" : ", all of them"}
      </span>
      {state === "failed" && <p className="note note-bad">The next page could not be read. Ask again.</p>}
    </div>
  );
}
