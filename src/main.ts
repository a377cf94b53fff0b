import "./node-env.js";
import { existsSync } from "node:fs";
import { inspect } from "node:util";
import { type Application, startApplication } from "./application.js";
import { forbidCodeGeneration } from "./code-generation.js";
import { ConfigError, loadEnv, readConfig } from "./config/config.js";
import { vendorModules } from "./datasources/registry.js";
import { DEFAULT_ACCOUNT, vendorSlug } from "./schema/common/source.js";
import { Secrets } from "./secrets/secrets.js";
import { linesOfATurn } from "./telemetry/lines-of-a-turn.js";
import { createLogger } from "./telemetry/logger.js";
import { createMetrics } from "./telemetry/metrics.js";

const WELCOME_AFTER_MS = 100;

/** The package that `npm pack` writes has none. */
const HAS_EXAMPLES = existsSync(new URL("../examples", import.meta.url));

/** The greeting at a terminal, written to standard error: standard output has JSON lines only. */
function welcome({ url, vendors }: Application, isOpen: boolean): string {
  const width = Math.max(...vendors.map(({ source }) => source.text.length));
  const lines = vendors.map(({ source: { text }, mode, sandboxOrigin }) => {
    const standIn = sandboxOrigin === undefined ? "" : `  stand-in at ${sandboxOrigin}`;
    return `  ${text.padEnd(width)}  ${mode.toLowerCase()}${standIn}`;
  });
  const forgetful = vendors.some(({ mode }) => mode === "SANDBOX");
  return [
    `\nHiregraph listens on ${url}`,
    ...lines,
    ...(forgetful ? ["Stand-ins begin anew with each start, and so does all that is recorded of them."] : []),
    ...(isOpen
      ? [
          `Look first: ${url}/ (sources, a first query, GraphiQL)${HAS_EXAMPLES ? ", examples/*.graphql," : ""}`,
          ...(HAS_EXAMPLES ? ["            and `npm run example` in another terminal."] : []),
          "\n",
        ]
      : ["Only trusted documents are run (TRUSTED_DOCUMENTS); the explorer is closed.\n\n"]),
  ].join("\n");
}

/** One line about a failure that the operator can fix; undefined for an internal error, which is logged with its stack. */
function explainFailedStart(error: unknown): string | undefined {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  // Errors of the system and of databases have a code.
  if (!(error instanceof Error) || !(cause instanceof Error) || !("code" in cause)) return undefined;
  const hint = cause.code === "EADDRINUSE" ? " Set PORT to another one; PORT=0 takes any that is free." : "";
  return `Hiregraph could not start: ${error.message}.${hint}`;
}

/** The configuration's secrets, which are cut out of every message. */
let secrets = new Secrets();

try {
  const config = readConfig(loadEnv(process.cwd(), process.env), { vendors: vendorModules });
  secrets = config.secrets;
  const { level, pretty } = config.log;
  const lines = pretty ? (await import("./telemetry/readable-lines.js")).readableLines() : linesOfATurn();
  const logger = createLogger({ level, secrets }, lines);
  // Node would print the error, secrets included.
  process.on("uncaughtException", (error) => {
    logger.fatal({ err: error }, "a fault that nobody was there to take");
    process.exit(1);
  });
  const application = await startApplication({ config, logger, metrics: createMetrics({ processMetrics: true }) });
  forbidCodeGeneration();

  // Before a line says that the server listens, after which it may be told to stop.
  let stopping = false;
  const hurry = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      // Who presses Ctrl-C is no load balancer.
      if (signal === "SIGINT") hurry.abort();
      if (stopping) return;
      stopping = true;
      logger.info({ signal }, "draining");
      application.stop({ graceMs: config.drainGraceMs, hurry: hurry.signal }).then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error({ err: error }, "draining failed");
          process.exit(1);
        },
      );
    });
  }

  for (const { source, mode, sandboxOrigin } of application.vendors) {
    logger.info(
      {
        vendor: vendorSlug(source.vendor),
        ...(source.account === DEFAULT_ACCOUNT ? {} : { account: source.account }),
        mode,
        ...(sandboxOrigin === undefined ? {} : { standIn: sandboxOrigin }),
      },
      `${source.text} is ${mode.toLowerCase()}`,
    );
  }
  logger.info({ url: application.url }, `Hiregraph listens on ${application.url}`);
  // The log is written in the background, so the greeting waits to be the last text on the terminal.
  setTimeout(() => process.stderr.write(welcome(application, config.trustedDocuments === undefined)), WELCOME_AFTER_MS).unref();
} catch (error) {
  const message = error instanceof ConfigError ? error.message : explainFailedStart(error);
  process.stderr.write(`${secrets.cut(message ?? inspect(error))}\n`);
  // Running stand-ins would keep the process alive.
  process.exit(error instanceof ConfigError ? error.exitCode : 1);
}
