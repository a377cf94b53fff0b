import { readFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import {
  type Context,
  defaultTextMapGetter,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtobufExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { AttemptSpan, CallTrace, TracedAttempt } from "../../http/request.js";
import type { Secrets } from "../../secrets/secrets.js";
import { type FailedExports, TellingExporter } from "./failed-exports.js";
import type { OperationEnd, OperationTrace, Tracing, TracingSettings } from "./tracing.js";

/** How long a server that stops waits for its collector. */
const LAST_EXPORT_MS = 3_000;

export interface TracingOptions {
  settings: TracingSettings;
  secrets: Secrets;
  now: () => number;
  onFailure: (failed: FailedExports) => void;
}

/**
 * Traces by OpenTelemetry's SDK. No package is patched and nothing is global: spans know their parents because the scope of a call carries the
 * operation's, so that a request shared by many callers has one.
 */
export class OpenTelemetry implements Tracing {
  readonly #provider: BasicTracerProvider;
  readonly #tracer: Tracer;
  readonly #propagator = new W3CTraceContextPropagator();
  readonly #options: TracingOptions;

  constructor(options: TracingOptions) {
    const { settings, now, onFailure } = options;
    this.#options = options;
    this.#provider = withVariables(settings.variables, () => {
      const exporter = settings.format === "json" ? new JsonExporter() : new ProtobufExporter();
      return new BasicTracerProvider({
        resource: defaultResource()
          .merge(resourceFromAttributes({ "service.name": "hiregraph", "service.version": version() }))
          .merge(detectResources({ detectors: [envDetector] })),
        spanProcessors: [new BatchSpanProcessor(new TellingExporter(exporter, now, onFailure))],
      });
    });
    this.#tracer = this.#provider.getTracer("hiregraph");
  }

  begin(headers: IncomingHttpHeaders, requestId: string): OperationTrace {
    const { settings, secrets } = this.#options;
    const parent = settings.takesParent ? this.#propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter) : ROOT_CONTEXT;
    return new OperationSpan(this.#tracer, parent, requestId, secrets);
  }

  async close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, LAST_EXPORT_MS);
    });
    // The exporter has told of a failure.
    await Promise.race([this.#provider.shutdown().catch(() => undefined), late]);
    clearTimeout(timer);
  }
}

/** The server's own, as package.json has it. */
function version(): string {
  const { version } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as { version: string };
  return version;
}

/** The SDK reads its variables of the process while it is put together; some of them may stand in `.env`. */
function withVariables<Result>(variables: Readonly<Record<string, string>>, work: () => Result): Result {
  const before = new Map(Object.keys(variables).map((name) => [name, process.env[name]]));
  Object.assign(process.env, variables);
  try {
    return work();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

/** By OpenTelemetry's conventions for GraphQL servers. */
class OperationSpan implements OperationTrace {
  readonly #tracer: Tracer;
  readonly #secrets: Secrets;
  readonly #span: Span;
  readonly #context: Context;

  constructor(tracer: Tracer, parent: Context, requestId: string, secrets: Secrets) {
    this.#tracer = tracer;
    this.#secrets = secrets;
    const attributes = { "hiregraph.request_id": secrets.cut(requestId) };
    this.#span = tracer.startSpan("GraphQL Operation", { kind: SpanKind.SERVER, attributes }, parent);
    this.#context = trace.setSpan(parent, this.#span);
  }

  get traceId(): string {
    return this.#span.spanContext().traceId;
  }

  attempt({ source, method, route, intent, host, port }: TracedAttempt): AttemptSpan {
    const attributes = {
      "http.request.method": method,
      "server.address": host,
      "server.port": port,
      "hiregraph.source": source,
      "hiregraph.route": route,
      "hiregraph.intent": intent,
    };
    return new RequestSpan(this.#tracer.startSpan(route, { kind: SpanKind.CLIENT, attributes }, this.#context));
  }

  coalesced({ source, route }: Pick<TracedAttempt, "source" | "route">, opener?: CallTrace): void {
    const attributes = { "hiregraph.source": source, "hiregraph.route": route };
    this.#span.addEvent("coalesced", attributes);
    if (opener instanceof OperationSpan && opener !== this) this.#span.addLink({ context: opener.#span.spanContext(), attributes });
  }

  joined(other: OperationTrace | undefined): void {
    this.#span.addEvent("joined");
    if (other instanceof OperationSpan) this.#span.addLink({ context: other.#span.spanContext() });
  }

  ended({ type, name, outcome, errorCode }: OperationEnd): void {
    if (type !== undefined) {
      // The client's name is no part of the span's, for it may be any.
      this.#span.updateName(type);
      this.#span.setAttribute("graphql.operation.type", type);
    }
    if (name !== undefined) this.#span.setAttribute("graphql.operation.name", this.#secrets.cut(name));
    this.#span.setAttribute("hiregraph.outcome", outcome);
    if (errorCode !== undefined) this.#span.setAttribute("error.type", errorCode);
    if (outcome === "error") this.#span.setStatus({ code: SpanStatusCode.ERROR });
    this.#span.end();
  }
}

/** By OpenTelemetry's conventions for HTTP clients, without the address: its path and query may name people. */
class RequestSpan implements AttemptSpan {
  readonly #span: Span;
  #waitedMs = 0;

  constructor(span: Span) {
    this.#span = span;
  }

  waited(ms: number): void {
    this.#waitedMs += ms;
  }

  ended({ status, failure }: { status?: number; failure?: string }): void {
    this.#span.setAttribute("hiregraph.budget.wait_ms", this.#waitedMs);
    if (status !== undefined) this.#span.setAttribute("http.response.status_code", status);
    if (failure !== undefined) {
      this.#span.setAttribute("error.type", failure);
      this.#span.setStatus({ code: SpanStatusCode.ERROR });
    }
    this.#span.end();
  }
}
