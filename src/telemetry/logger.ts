import { type DestinationStream, type Logger, type LoggerOptions, pino, stdSerializers } from "pino";
import { PinoPretty } from "pino-pretty";
import type { Secrets } from "../secrets/secrets.js";
import { redactKeys, redactText } from "./redact.js";

export type { Logger } from "pino";

/** JSON lines on standard output, or lines for people. Secrets are cut out of every line. */
export function createLogger(options: { level: string; pretty: boolean; secrets: Secrets }, destination?: DestinationStream): Logger {
  const loggerOptions: LoggerOptions = {
    level: options.level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }), log: (object) => redactKeys(object) },
    // An HTTP client's error carries its request, headers included.
    serializers: { err: (error: unknown) => (error instanceof Error ? redactKeys(stdSerializers.err(error)) : error) },
    hooks: { streamWrite: (line) => redactText(options.secrets.cut(line)) },
  };
  if (options.pretty) return pino(loggerOptions, PinoPretty({ destination: destination ?? 1, sync: true, ignore: "reqId" }));
  return destination === undefined ? pino(loggerOptions) : pino(loggerOptions, destination);
}
