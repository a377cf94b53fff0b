import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Secrets } from "../secrets/secrets.js";

/** Writes a line of JSON for each record, without secrets, no faster than they are taken. Ends quietly where the reader has gone, as `head` does. */
export async function writeLines(records: AsyncIterable<object>, output: Writable, secrets: Secrets): Promise<void> {
  async function* lines() {
    for await (const record of records) yield `${JSON.stringify(secrets.cutIn(record))}\n`;
  }
  try {
    await pipeline(lines, output, { end: false });
  } catch (error) {
    if (!isReaderGone(error)) throw error;
  }
}

function isReaderGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "EPIPE" || error.code === "ERR_STREAM_PREMATURE_CLOSE");
}
