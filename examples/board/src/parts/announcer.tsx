import { createContext, type ReactNode, useCallback, useContext, useState } from "react";

const AnnounceContext = createContext<(message: string) => void>(() => undefined);

/** One live region for the page: outcomes are said by screen readers as they come. */
export function Announcer({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ message: "", turn: 0 });
  const announce = useCallback((message: string) => setSaid(({ turn }) => ({ message, turn: turn + 1 })), []);
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="unseen" aria-live="polite" role="status">
        <span key={said.turn}>{said.message}</span>
      </div>
    </AnnounceContext>
  );
}

export const useAnnounce = (): ((message: string) => void) => useContext(AnnounceContext);
