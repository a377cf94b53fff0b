import { useState } from "react";
import { lastPlace, useFeed } from "../../graph/feed";
import type { DiscrepancyKind } from "../../graph/graphql";
import { useAnnounce } from "../../parts/announcer";
import { plural } from "../../parts/words";

interface Props {
  /** The kind that is shown; undefined where all are. */
  kind: DiscrepancyKind | undefined;
  /** Ids of the contradictions that are shown. */
  shown: readonly string[];
  /** Comes back with whether the list could be read. */
  readAnew: () => Promise<boolean>;
}

/** The id of a discrepancy names its kind, as the schema says of it. To ask for the kind itself would have its records read. */
const isOf = (kind: DiscrepancyKind | undefined, id: string): boolean =>
  kind === undefined || id.startsWith(`hiregraph:discrepancy:${kind}.`);

/**
 * The button that reads the list anew, once there is something new of its kind: found since the list was last read, not ended again, and not shown. The
 * list is read when this comes, so what was found before is in it.
 */
export function NewOnes({ kind, shown, readAnew }: Props) {
  const { ended, found } = useFeed();
  const announce = useAnnounce();
  const [known, setKnown] = useState(() => lastPlace({ found }));
  const [isReading, setIsReading] = useState(false);
  const count = [...found].filter(
    ([id, { place, isBack }]) => place > known && !ended.has(id) && (isBack || !shown.includes(id)) && isOf(kind, id),
  ).length;

  async function readNow(): Promise<void> {
    if (isReading) return;
    // What is found while the list is read may not be in it.
    const before = lastPlace({ found });
    setIsReading(true);
    const isRead = await readAnew();
    setIsReading(false);
    if (isRead) setKnown(before);
    announce(isRead ? "The list was read anew." : "The list could not be read.");
  }

  if (count === 0 && !isReading) return null;
  return (
    <button type="button" onClick={() => void readNow()} aria-disabled={isReading}>
      {isReading ? "Reading the list anew…" : `${plural(count, "new one")} found: read the list anew`}
    </button>
  );
}
