import { useApolloClient } from "@apollo/client/react";
import { useEffect, useState } from "react";
import { StillThereDocument } from "../../graph/graphql";

const LOOK_AGAIN_MS = 8_000;

/**
 * When a contradiction ended; undefined while it lasts. The feed tells it. Once a remedy was sent, the server is asked besides: of what was mended
 * before the server had told anybody that it was there, the feed tells no end.
 */
export function useEnd(id: string, toldAt: string | undefined, wasSent: boolean): string | undefined {
  const client = useApolloClient();
  const [seenAt, setSeenAt] = useState<string>();
  const endedAt = toldAt ?? seenAt;
  const isAsking = wasSent && endedAt === undefined;
  useEffect(() => {
    if (!isAsking) return;
    const timer = setInterval(async () => {
      const { data, error } = await client.query({ query: StillThereDocument, variables: { id }, fetchPolicy: "no-cache" });
      // Where a vendor did not answer, nothing is known.
      if (data && error === undefined && data.node === null) setSeenAt(new Date().toISOString());
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [client, id, isAsking]);
  return endedAt;
}
