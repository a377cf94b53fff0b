import { once } from "node:events";
import { get as getPlain, type IncomingMessage } from "node:http";
import { get } from "node:https";
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
  const over = new AbortController();
  const late = clock.sleep(WITHIN_MS, AbortSignal.any([over.signal, signal])).then(() => {
    throw new Error(`no answer within ${WITHIN_MS} ms`);
  });
  const text = readOnce(url, over.signal);
  try {
    return await Promise.race([text, late]);
  } catch (error) {
    throw new Error(`The key set at ${url} could not be read: ${reasonOf(error)}`);
  } finally {
    for (const left of [text, late]) left.catch(() => undefined);
    // Whatever is still under way ends with it.
    over.abort();
  }
}

async function readOnce(url: string, signal: AbortSignal): Promise<string> {
  const headers = { accept: "application/jwk-set+json, application/json" };
  const request = (new URL(url).protocol === "http:" ? getPlain : get)(url, { headers, signal, agent: false });
  const answered = once(request, "response") as Promise<[IncomingMessage]>;
  request.on("error", () => undefined);
  const [response] = await answered;
  if (response.statusCode !== 200) throw new Error(`HTTP ${response.statusCode}`);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > AT_MOST_BYTES) throw new Error(`more than ${AT_MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Node tells several attempts at one name in an error without a message.
  return error.message === "" && "code" in error ? String(error.code) : error.message;
}
