import type { Secrets } from "../../secrets/secrets.js";
import type { Logger } from "../logger.js";
import type { Tracing, TracingSettings } from "./tracing.js";

interface TracingConfig {
  readonly tracing: TracingSettings | undefined;
  readonly secrets: Secrets;
}

/** Traces where a collector is set. Without one, the code for it is not loaded. */
export async function openTracing({ tracing, secrets }: TracingConfig, logger: Logger, now: () => number): Promise<Tracing | undefined> {
  if (tracing === undefined) return undefined;
  const { OpenTelemetry } = await import("./open-telemetry.js");
  const onFailure = (failed: object): void =>
    logger.warn(failed, "spans did not reach the collector of OTEL_EXPORTER_OTLP_ENDPOINT (told once in ten minutes at most)");
  return new OpenTelemetry({ settings: tracing, secrets, now, onFailure });
}
