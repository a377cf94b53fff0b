import { Agent, request } from "undici";
import type { Clock } from "../../clock.js";

/** The whole of one reading, from the connection to the last byte. */
const WITHIN_MS = 5_000;
/** A provider's set has a few keys of about a kilobyte each. */
const AT_MOST_BYTES = 256 * 1024;

/**
 * Reads the text of a provider's key set once. Redirects are not followed.
 *
 * @param signal ends the reading, when the server stops
 * @throws Error that says why there is none, without a word of the answer
 */
export async function readJwks(url: string, clock: Clock, signal: AbortSignal): Promise<string> {
  const agent = new Agent({ maxResponseSize: AT_MOST_BYTES, connect: { timeout: WITHIN_MS }, headersTimeout: 0, bodyTimeout: 0 });
  const answered = new AbortController();
  const late = clock.sleep(WITHIN_MS, AbortSignal.any([answered.signal, signal])).then(() => {
    throw new Error(`no answer within ${WITHIN_MS} ms`);
  });
  try {
    return await Promise.race([readOnce(url, agent), late]);
  } catch (error) {
    throw new Error(`The key set at ${url} could not be read: ${reasonOf(error)}`);
  } finally {
    answered.abort();
    late.catch(() => undefined);
    // Whatever is still under way ends with it.
    agent.destroy().catch(() => undefined);
  }
}

async function readOnce(url: string, dispatcher: Agent): Promise<string> {
  const { statusCode, body } = await request(url, {
    dispatcher,
    headers: { accept: "application/jwk-set+json, application/json", "accept-encoding": "identity" },
  });
  if (statusCode !== 200) {
    body.on("error", () => undefined).destroy();
    throw new Error(`HTTP ${statusCode}`);
  }
  return body.text();
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "UND_ERR_RES_EXCEEDED_MAX_SIZE") return `more than ${AT_MOST_BYTES} bytes`;
  // Node tells several attempts at one name in an error without a message.
  return error.message === "" && "code" in error ? String(error.code) : error.message;
}
