import { ConfigError, readConfig } from "../../src/config/config.js";

const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: "https://collector.test:4318" };

const read = (env: Record<string, string>) => readConfig(env, { vendors: [] });

function faults(env: Record<string, string>): string[] {
  try {
    read(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults.map(({ variable, message }) => `${variable}: ${message}`);
  }
  return [];
}

describe("Traces", () => {
  it("are sent where OTEL_EXPORTER_OTLP_ENDPOINT is set", () => {
    expect(read({}).tracing).toBeUndefined();
    expect(read({ ...ENDPOINT, OTEL_BSP_SCHEDULE_DELAY: "100", PORT: "0" }).tracing).toEqual({
      format: "protobuf",
      takesParent: true,
      variables: { ...ENDPOINT, OTEL_BSP_SCHEDULE_DELAY: "100" },
    });
  });

  it.each([
    ["OTEL_SDK_DISABLED", "true"],
    ["OTEL_SDK_DISABLED", "TRUE"],
    ["OTEL_TRACES_EXPORTER", "none"],
  ])("are not where %s is %s", (name, value) => {
    expect(read({ ...ENDPOINT, [name]: value }).tracing).toBeUndefined();
  });

  it("without it are warned of where only the endpoint of traces is set", () => {
    const { tracing, warnings } = read({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "https://collector.test/v1/traces" });
    expect(tracing).toBeUndefined();
    expect(warnings.map(({ variable }) => variable)).toEqual(["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"]);
  });

  it("go as JSON where that is asked for; the variable of traces takes precedence", () => {
    expect(read({ ...ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL: "http/json" }).tracing?.format).toBe("json");
    const both = { OTEL_EXPORTER_OTLP_PROTOCOL: "http/json", OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "http/protobuf" };
    expect(read({ ...ENDPOINT, ...both }).tracing?.format).toBe("protobuf");
  });

  it.each([
    ["tracecontext,baggage", true],
    ["b3", false],
    ["none", false],
  ])("with OTEL_PROPAGATORS=%s: a client's trace is taken: %s", (value, taken) => {
    expect(read({ ...ENDPOINT, OTEL_PROPAGATORS: value }).tracing?.takesParent).toBe(taken);
  });

  it.each([
    ["OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318"],
    ["OTEL_EXPORTER_OTLP_ENDPOINT", "https://user:hunter22@collector.test"],
    ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "ftp://collector.test"],
    ["OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"],
    ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "grpc"],
    ["OTEL_TRACES_EXPORTER", "zipkin"],
    ["OTEL_TRACES_SAMPLER", "jaeger_remote"],
    ["OTEL_TRACES_SAMPLER_ARG", "2"],
  ])("are not begun with a wrong %s: it is a fault that does not repeat the value %s", (name, value) => {
    const found = faults({ ...ENDPOINT, [name]: value });
    expect(found).toEqual([expect.stringMatching(new RegExp(`^${name}: expected`))]);
    expect(found.join()).not.toContain(value);
  });

  it("keep the secrets of the collector's headers, and of these alone", () => {
    const { secrets } = read({
      ...ENDPOINT,
      OTEL_EXPORTER_OTLP_HEADERS: "Authorization=Bearer%20collector%2Btoken, x-scope-orgid=engineering",
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: "api-key=another-secret",
    });
    expect(secrets.cut("collector+token collector%2Btoken another-secret engineering")).toBe(
      "[redacted] [redacted] [redacted] engineering",
    );
  });
});
