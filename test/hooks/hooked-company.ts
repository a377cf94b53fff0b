import { createHash, createHmac } from "node:crypto";
import { type Company, type Harvest, startCompany } from "../support/company.js";

export const SECRET = "a-secret-of-the-path";
export const GREENHOUSE_SECRET = "secret-of-greenhouse";
const hash = (token: string) => createHash("sha256").update(token).digest("hex");
export const AS_ANN = { authorization: "Bearer ann-token" };

/** What the feed tells of an event. */
export interface Told {
  id: string;
  kind: string;
  cause: string;
  recordId: string | null;
  changes: { field: string; before: unknown; after: unknown }[];
}

/** A server with addresses for webhooks, in front of the stand-ins of all vendors. */
export interface HookedCompany extends Company {
  /** Posts at an address; the clock stands still meanwhile. */
  post(name: string, body: string, headers?: Record<string, string>, secret?: string): Promise<Response>;
  read<Data>(query: string): Promise<Data>;
  /** All events so far. */
  told(): Promise<Told[]>;
  /** Lets the server read what was told, and time pass until it has. */
  settled(ms?: number): Promise<void>;
  metric(name: string): Promise<string[]>;
}

export async function startHookedCompany(
  env: Record<string, string> = {},
  { log, harvest = "v1" }: { log?: Record<string, unknown>[]; harvest?: Harvest } = {},
): Promise<HookedCompany> {
  const company = await startCompany(
    {
      PUBLIC_URL: "https://recruiting.example.com",
      HOOKS_SECRET: SECRET,
      GREENHOUSE_WEBHOOK_SECRET: GREENHOUSE_SECRET,
      AUTH_TOKENS: `ann:${hash("ann-token")}:read+write+spend+audit`,
      ...env,
    },
    log,
    harvest,
  );
  const read = async <Data>(query: string): Promise<Data> => {
    const answer = await company.while(company.graph.ask<Data, object>(query, {}, AS_ANN));
    if (answer.errors !== undefined || !answer.data) throw new Error(JSON.stringify(answer.errors));
    return answer.data;
  };
  return {
    ...company,
    post: (name, body, headers = {}, secret = SECRET) =>
      fetch(`${company.graph.url}/hooks/${name}/${secret}`, {
        method: "POST",
        body,
        headers: { "content-type": "application/json", ...headers },
      }),
    read,
    told: async () => {
      const query = "{ events(first: 200) { nodes { id kind cause recordId changes { field before after } } } }";
      return (await read<{ events: { nodes: Told[] } }>(query)).events.nodes;
    },
    settled: async (ms = 15_000) => {
      for (let passed = 0; passed < ms; passed += 100) await company.clock.advance(100);
    },
    metric: async (name) => {
      const text = await (await fetch(`${company.graph.url}/metrics`, { headers: AS_ANN })).text();
      return text.split("\n").filter((line) => line.startsWith(name));
    },
  };
}

let deliveries = 0;

/** The headers of a delivery of Greenhouse's. */
export function signed(body: string, id = `delivery-${++deliveries}`, secret = GREENHOUSE_SECRET): Record<string, string> {
  return { "greenhouse-event-id": id, signature: `sha256 ${createHmac("sha256", secret).update(body).digest("hex")}` };
}
