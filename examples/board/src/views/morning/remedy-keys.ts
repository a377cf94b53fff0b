import type { Remedy } from "./use-remedy";

// Idempotency keys of remedies whose outcome is not known, in this tab: they outlive a reload of the page, so that what is sent again after a lost
// answer is not made twice. The same change has the same key, whichever contradiction names it.

const nameOf = ({ mutation, input }: Remedy): string => `hiregraph.key ${mutation} ${JSON.stringify(input)}`;

/** In a page that is not served over https `crypto.randomUUID` is missing. */
const newKey = (): string => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Whether it was sent, and what became of it is not known here. */
export const wasSent = (remedy: Remedy): boolean => sessionStorage.getItem(nameOf(remedy)) !== null;

/** The key to send it with: the one that it was sent with before, as long as the outcome of that is not known. */
export function keyOf(remedy: Remedy): string {
  const name = nameOf(remedy);
  const key = sessionStorage.getItem(name) ?? newKey();
  sessionStorage.setItem(name, key);
  return key;
}

/** Its outcome is known: what is sent from now on is another change. */
export const forgetKey = (remedy: Remedy): void => sessionStorage.removeItem(nameOf(remedy));
