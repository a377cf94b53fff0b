import { GraphqlFailure } from "./client.js";

/** What is wrong and what mends it, in a sentence; undefined for what is a fault of the program. `url` is where it asked. */
export function explain(error: unknown, url: string): string | undefined {
  if (error instanceof GraphqlFailure) return `${url} answered: ${error.message}\nWhere it asks for a token, set HIREGRAPH_TOKEN.`;
  if (error instanceof SyntaxError)
    return `What answers at ${url} is not Hiregraph: its answer is not JSON. Name the address in HIREGRAPH_URL.`;
  if (!(error instanceof TypeError)) return undefined;
  if ("code" in error && error.code === "ERR_INVALID_URL")
    return `HIREGRAPH_URL is not an address: ${url}. It looks like http://127.0.0.1:4000`;
  // fetch says "fetch failed"; the system's reason is below.
  if (!(error.cause instanceof Error)) return undefined;
  const reason = "code" in error.cause ? error.cause.code : error.cause.message;
  return `No server answers at ${url} (${reason}). Start one with \`npm start\` in another terminal, or name another address in HIREGRAPH_URL.`;
}
