import { type ExportResult, ExportResultCode } from "@opentelemetry/core";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-base";

/** One line in ten minutes: a collector that is away fails every few seconds. */
const QUIET_MS = 600_000;

export interface FailedExports {
  reason: string;
  /** Since the last report. */
  lostSpans: number;
}

/** Tells of spans that did not reach the collector, and not more often than people want to read it. */
export class TellingExporter implements SpanExporter {
  readonly #exporter: SpanExporter;
  readonly #now: () => number;
  readonly #tell: (failed: FailedExports) => void;
  #lostSpans = 0;
  #quietUntil = Number.NEGATIVE_INFINITY;

  constructor(exporter: SpanExporter, now: () => number, tell: (failed: FailedExports) => void) {
    this.#exporter = exporter;
    this.#now = now;
    this.#tell = tell;
  }

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.#exporter.export(spans, (result) => {
      if (result.code !== ExportResultCode.SUCCESS) this.#failed(spans.length, result.error);
      done(result);
    });
  }

  forceFlush(): Promise<void> {
    return this.#exporter.forceFlush?.() ?? Promise.resolve();
  }

  shutdown(): Promise<void> {
    return this.#exporter.shutdown();
  }

  #failed(spans: number, error: Error | undefined): void {
    this.#lostSpans += spans;
    if (this.#now() < this.#quietUntil) return;
    this.#quietUntil = this.#now() + QUIET_MS;
    // An error of the exporter has the collector's whole answer.
    this.#tell({ reason: error?.message.slice(0, 200) ?? "no reason was given", lostSpans: this.#lostSpans });
    this.#lostSpans = 0;
  }
}
