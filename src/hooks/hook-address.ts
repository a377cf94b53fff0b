import { createHash, timingSafeEqual } from "node:crypto";
import { DEFAULT_ACCOUNT, type Source } from "../schema/common/source.js";

const PREFIX = ["", "hooks"];

/** `greenhouse` or `greenhouse~emea`. */
export function addressName(vendor: string, { account }: Pick<Source, "account">): string {
  return account === DEFAULT_ACCOUNT ? vendor : `${vendor}~${account}`;
}

/**
 * The name in the path of a request, `/hooks/<name>/<secret>`, where the secret is the right one and nothing else is in it; undefined for any other path.
 * The comparison takes as long for a wrong secret as for the right one.
 */
export function nameInPath(url: string, secret: string): string | undefined {
  const [path = ""] = url.split("?", 1);
  const parts = path.split("/");
  const [name, given] = parts.slice(PREFIX.length).map(decoded);
  const isPath = parts.length === PREFIX.length + 2 && PREFIX.every((part, index) => parts[index] === part);
  const isRight = timingSafeEqual(digestOf(given ?? ""), digestOf(secret));
  return isPath && isRight && name !== undefined ? name : undefined;
}

/** Of one length, whatever is compared. */
function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
