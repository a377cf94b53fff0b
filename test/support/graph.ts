import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";
import { type Application, startApplication } from "../../src/application.js";
import { type Clock, systemClock } from "../../src/clock.js";
import { readConfig } from "../../src/config/config.js";
import type { VendorModule } from "../../src/datasources/contract/vendor-module.js";
import { vendorModules } from "../../src/datasources/registry.js";
import { createLogger } from "../../src/telemetry/logger.js";
import { createMetrics } from "../../src/telemetry/metrics.js";
import { freshDatabaseAt } from "./databases.js";

export interface GraphAnswer<Data> {
  data: Data | null | undefined;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
  /** What the server says beside the data. */
  extensions?: Record<string, unknown>;
}

/** The whole server in this process, asked over real HTTP. */
export interface TestGraph {
  application: Application;
  url: string;
  /** The raw answer, errors included. */
  ask<Data, Variables>(
    document: TypedDocumentNode<Data, Variables> | string,
    variables?: Variables,
    headers?: Record<string, string>,
  ): Promise<GraphAnswer<Data>>;
  /** The data of an answer without errors; anything else throws with what the errors say. */
  data<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables?: Variables): Promise<Data>;
  stop(): Promise<void>;
}

export interface TestGraphOptions {
  /** As the configuration contract has it; stand-ins that the test started are given as base URLs with credentials. */
  env?: Record<string, string>;
  clock?: Clock;
  /** By default the registry's. */
  modules?: readonly VendorModule[];
  /** Takes the log, a record a line; with LOG_LEVEL in `env`, for it is silent otherwise. */
  log?: Record<string, unknown>[];
}

export async function startGraph({
  env = {},
  clock = systemClock,
  modules = vendorModules,
  log,
}: TestGraphOptions = {}): Promise<TestGraph> {
  const folder = mkdtempSync(join(tmpdir(), "hiregraph-"));
  const database = join(folder, "test.db");
  await freshDatabaseAt(database);
  const config = readConfig(
    { PORT: "0", LOG_LEVEL: "silent", DATABASE_URL: `file:${database}`, STATS_RECORDING: "off", CODE_SWEEP: "off", ...env },
    { vendors: modules, clock },
  );
  const logger = createLogger({ ...config.log, secrets: config.secrets }, log && { write: (line) => log.push(JSON.parse(line)) });
  const application = await startApplication({ config, logger, metrics: createMetrics(), clock, modules });
  const ask: TestGraph["ask"] = async (document, variables, headers = {}) => {
    const response = await fetch(`${application.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ query: typeof document === "string" ? document : print(document), variables }),
    });
    return (await response.json()) as never;
  };
  return {
    application,
    url: application.url,
    ask,
    data: async (document, variables) => {
      const answer = await ask(document, variables);
      if (answer.errors !== undefined || !answer.data) throw new Error(JSON.stringify(answer.errors));
      return answer.data;
    },
    stop: async () => {
      await application.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
