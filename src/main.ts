import { startApplication } from "./application.js";
import { ConfigError, loadEnv, readConfig } from "./config.js";
import { vendorModules } from "./datasources/registry.js";
import { createLogger } from "./telemetry/logger.js";
import { createMetrics } from "./telemetry/metrics.js";

try {
  const config = readConfig(loadEnv(process.cwd(), process.env), { vendors: vendorModules });
  const logger = createLogger(config.log);
  const application = await startApplication({ config, logger, metrics: createMetrics({ processMetrics: true }) });

  for (const { slug, mode, sandboxOrigin } of application.vendors) {
    logger.info(
      { vendor: slug, mode, ...(sandboxOrigin === undefined ? {} : { standIn: sandboxOrigin }) },
      `${slug} is ${mode.toLowerCase()}`,
    );
  }
  logger.info(
    { url: application.url },
    `Hiregraph listens on ${application.url}: open it in a browser to explore, or ${application.url}/graphiql where there is no internet`,
  );

  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      logger.info({ signal }, "draining");
      application.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error({ err: error }, "draining failed");
          process.exit(1);
        },
      );
    });
  }
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
