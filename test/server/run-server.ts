import { Secrets } from "../../src/secrets/secrets.js";
import { createServer, type Server, type ServerConfig, type ServerDeps } from "../../src/server/server.js";
import { createLogger } from "../../src/telemetry/logger.js";
import { createMetrics, type Metrics } from "../../src/telemetry/metrics.js";
import { type SampleContext, sampleSchema } from "./sample-schema.js";

export interface Running {
  url: string;
  server: Server;
  metrics: Metrics;
  /** The log, a record a line. */
  log: Record<string, unknown>[];
  /** The contexts of the requests so far. */
  contexts: SampleContext[];
}

const running: Server[] = [];

export async function runServer(
  config: Partial<ServerConfig> = {},
  deps: Partial<ServerDeps<SampleContext>> & { context?: Partial<SampleContext> } = {},
): Promise<Running> {
  const metrics = createMetrics();
  const log: Record<string, unknown>[] = [];
  const contexts: SampleContext[] = [];
  const secrets = deps.secrets ?? new Secrets();
  const { context, ...overrides } = deps;
  const server = await createServer<SampleContext>({
    schema: await sampleSchema(),
    config: {
      host: "127.0.0.1",
      port: 0,
      auth: { tokens: [], allowAnonymous: false },
      corsOrigins: [],
      requestDeadlineMs: 30_000,
      maxNodes: 20_000,
      ...config,
    },
    logger: createLogger({ level: "debug", secrets }, { write: (line) => log.push(JSON.parse(line)) }),
    metrics,
    secrets,
    createContext: (input) => {
      const made: SampleContext = { ...input, calls: new Map(), ...context };
      contexts.push(made);
      return made;
    },
    readiness: async () => true,
    ...overrides,
  });
  running.push(server);
  const { url } = await server.listen();
  return { url, server, metrics, log, contexts };
}

export async function stopServers(): Promise<void> {
  await Promise.all(running.splice(0).map((server) => server.drain({ withinMs: 100 })));
}

export interface GraphQLAnswer {
  status: number;
  headers: Headers;
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: (string | number)[]; locations?: unknown[]; extensions: Record<string, unknown> }[];
}

export async function ask(
  url: string,
  query: string,
  options: { variables?: Record<string, unknown>; headers?: Record<string, string>; operationName?: string } = {},
): Promise<GraphQLAnswer> {
  const { variables, operationName, headers } = options;
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query, variables, operationName }),
  });
  return { status: response.status, headers: response.headers, ...((await response.json()) as object) };
}
