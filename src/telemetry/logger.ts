import { type DestinationStream, type Logger, type LoggerOptions, pino, stdSerializers } from "pino";
import type { Secrets } from "../secrets/secrets.js";
import { redactKeys, redactText } from "./redact.js";

export type { Logger } from "pino";

let lastAt = 0;
let lastTimestamp = "";

/** Many lines are of one millisecond. */
function timestamp(): string {
  const now = Date.now();
  if (now !== lastAt) {
    lastAt = now;
    lastTimestamp = `,"time":"${new Date(now).toISOString()}"`;
  }
  return lastTimestamp;
}

/** JSON lines on standard output, or to another destination. Secrets are cut out of every line. */
export function createLogger(options: { level: string; secrets: Secrets }, destination?: DestinationStream): Logger {
  const loggerOptions: LoggerOptions = {
    level: options.level,
    base: null,
    timestamp,
    formatters: { level: (label) => ({ level: label }), log: (object) => redactKeys(object) },
    // An HTTP client's error carries its request, headers included.
    serializers: { err: (error: unknown) => (error instanceof Error ? redactKeys(stdSerializers.err(error)) : error) },
    hooks: { streamWrite: (line) => redactText(options.secrets.cut(line)) },
  };
  return destination === undefined ? pino(loggerOptions) : pino(loggerOptions, destination);
}
