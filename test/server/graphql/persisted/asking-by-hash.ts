import { createHash } from "node:crypto";

export const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
export const persisted = (text: string) => ({ persistedQuery: { version: 1, sha256Hash: sha256(text) } });

export interface Raw {
  status: number;
  headers: Headers;
  text: string;
  body: { data?: unknown; errors?: { message: string; extensions: Record<string, unknown> }[] };
}

async function read(pending: Promise<Response>): Promise<Raw> {
  const { status, headers, ...response } = await pending.then(async (answer) => ({
    status: answer.status,
    headers: answer.headers,
    text: await answer.text(),
  }));
  return { status, headers, text: response.text, body: response.text === "" ? {} : JSON.parse(response.text) };
}

export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Raw> {
  const all = { "content-type": "application/json", ...headers };
  return read(fetch(`${url}/graphql`, { method: "POST", headers: all, body: JSON.stringify(body) }));
}

/** Parameters that are no texts are written as JSON. */
export function get(url: string, parameters: Record<string, unknown>, headers: Record<string, string> = {}): Promise<Raw> {
  const texts = Object.entries(parameters).map(([name, value]): [string, string] => [
    name,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return read(fetch(`${url}/graphql?${new URLSearchParams(texts)}`, { headers }));
}

/** The code of the only error. */
export const codeOf = ({ body }: Raw) => (body.errors?.length === 1 ? body.errors[0]?.extensions.code : undefined);
