import type { IncomingHttpHeaders } from "node:http";
import type { CallTrace } from "../../http/request.js";

/** How an operation ended, for its span and its log line. */
export interface OperationEnd {
  /** query, mutation, subscription; undefined where the document named no operation that can be executed. */
  type?: string;
  /** The client's own; undefined where it gave none. */
  name?: string;
  outcome: "ok" | "partial" | "error" | "aborted";
  /** The code of its first error. */
  errorCode?: string;
}

/** The span of an operation. Requests to vendors are its children. */
export interface OperationTrace extends CallTrace {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** The answer to the same query under way, which that trace tells of, is this operation's too. */
  joined(other: OperationTrace | undefined): void;
  ended(end: OperationEnd): void;
}

export interface Tracing {
  /** Begins a span: below the client's, where the headers name one. */
  begin(headers: IncomingHttpHeaders, requestId: string): OperationTrace;
  /** Sends what is left, within a few seconds. */
  close(): Promise<void>;
}

export interface TracingSettings {
  /** OTLP over HTTP: of the bodies. */
  readonly format: "protobuf" | "json";
  /** Whether a client's `traceparent` is taken. */
  readonly takesParent: boolean;
  /** All variables that begin with OTEL_, for OpenTelemetry's own code. */
  readonly variables: Readonly<Record<string, string>>;
}

const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}/;

/** The trace that a client's `traceparent` names (W3C Trace Context); undefined where it names none. */
export function traceIdOf({ traceparent }: IncomingHttpHeaders): string | undefined {
  return typeof traceparent === "string" && traceparent.length <= 256 ? TRACEPARENT.exec(traceparent)?.[1] : undefined;
}
