import { ExportResultCode } from "@opentelemetry/core";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { type FailedExports, TellingExporter } from "../../src/telemetry/tracing/failed-exports.js";

const TWO = [{}, {}] as ReadableSpan[];
const MINUTE = 60_000;

describe("Exports that fail", () => {
  let now = 0;
  let told: FailedExports[];
  let away: Error | undefined;
  let exporter: TellingExporter;
  beforeEach(() => {
    now = 0;
    told = [];
    away = new Error("connect ECONNREFUSED");
    exporter = new TellingExporter(
      {
        export: (_spans, done) =>
          done(away === undefined ? { code: ExportResultCode.SUCCESS } : { code: ExportResultCode.FAILED, error: away }),
        shutdown: async () => undefined,
      },
      () => now,
      (failed) => told.push(failed),
    );
  });
  const send = () => exporter.export(TWO, () => undefined);

  it("are told at once, then once in ten minutes, with the spans lost meanwhile", () => {
    send();
    expect(told).toEqual([{ reason: "connect ECONNREFUSED", lostSpans: 2 }]);
    for (let minute = 1; minute < 10; minute += 1) {
      now = minute * MINUTE;
      send();
    }
    expect(told).toHaveLength(1);
    now = 10 * MINUTE;
    send();
    expect(told).toEqual([expect.anything(), { reason: "connect ECONNREFUSED", lostSpans: 20 }]);
  });

  it("are no news where the collector has what was sent", () => {
    away = undefined;
    send();
    expect(told).toEqual([]);
  });

  it("hand the exporter's result on", () => {
    const results: unknown[] = [];
    exporter.export(TWO, ({ code }) => results.push(code));
    expect(results).toEqual([ExportResultCode.FAILED]);
  });
});
