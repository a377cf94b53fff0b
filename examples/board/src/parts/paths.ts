import { useLocation } from "wouter";

// A colon may stand in a path, and reads better than %3A.
const inPath = (id: string): string => encodeURIComponent(id).replaceAll("%3A", ":");

/** Where a vacancy's views and responses are shown. */
export const advertPath = (id: string): string => `/advertisements/${inPath(id)}`;
/** Where an operation's receipt is shown. */
export const receiptPath = (id: string): string => `/operations/${inPath(id)}`;

/**
 * The id behind the view's name in the address; undefined where there is none. Taken from the address itself: the router's own parameters are
 * decoded half, and an id may hold percent signs.
 */
export function useIdInAddress(): string | undefined {
  useLocation();
  const part = location.pathname.split("/")[2];
  if (!part) return undefined;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
