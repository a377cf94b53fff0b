import type { DestinationStream } from "pino";
import { PinoPretty } from "pino-pretty";

/** The log as lines for people, on standard output by default. */
export function readableLines(destination: DestinationStream | 1 = 1): DestinationStream {
  return PinoPretty({ destination, sync: true, ignore: "reqId" });
}
