import type { Secrets } from "../secrets/secrets.js";
import type { TracingSettings } from "../telemetry/tracing/tracing.js";
import type { EnvReader } from "./env-reader.js";

const ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
const OF_TRACES = "OTEL_EXPORTER_OTLP_TRACES";

const SAMPLERS = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;
const PROTOCOLS = ["http/protobuf", "http/json"] as const;

/** Reads what OTEL_* variables decide before OpenTelemetry's own code is loaded; undefined where no traces are sent. */
export function readTracing(
  env: EnvReader,
  all: Readonly<Record<string, string | undefined>>,
  secrets: Secrets,
): TracingSettings | undefined {
  if (env.string(ENDPOINT) === undefined) {
    if (env.string(`${OF_TRACES}_ENDPOINT`) !== undefined)
      env.warn(`${OF_TRACES}_ENDPOINT`, `has no effect without ${ENDPOINT}, which turns traces on`);
    return undefined;
  }
  for (const name of ["OTEL_EXPORTER_OTLP_HEADERS", `${OF_TRACES}_HEADERS`]) for (const secret of secretsOf(env, name)) secrets.add(secret);
  if (env.string("OTEL_SDK_DISABLED", "false").toLowerCase() === "true") return undefined;
  if (env.oneOf("OTEL_TRACES_EXPORTER", ["otlp", "none"], "otlp") === "none") return undefined;
  env.url(ENDPOINT, "http://localhost:4318");
  env.url(`${OF_TRACES}_ENDPOINT`, "http://localhost:4318/v1/traces");
  const general = env.oneOf("OTEL_EXPORTER_OTLP_PROTOCOL", PROTOCOLS, "http/protobuf");
  const protocol = env.oneOf(`${OF_TRACES}_PROTOCOL`, PROTOCOLS, general);
  env.oneOf("OTEL_TRACES_SAMPLER", SAMPLERS, "parentbased_always_on");
  env.decimal("OTEL_TRACES_SAMPLER_ARG", { default: 1, min: 0, max: 1 });
  const propagators = env.list("OTEL_PROPAGATORS");
  return {
    format: protocol === "http/json" ? "json" : "protobuf",
    takesParent: propagators.length === 0 || propagators.includes("tracecontext"),
    variables: Object.fromEntries(
      Object.entries(all).filter((entry): entry is [string, string] => entry[0].startsWith("OTEL_") && entry[1] !== undefined),
    ),
  };
}

/** Headers that carry a secret. The value of another, such as a tenant's name, would be cut out of answers. */
const SECRET_HEADER = /authorization|cookie|key|token|secret|password/i;

/** The secrets of `name=value,name=value`, as they are written and as they are sent; a scheme before a token is no part of it. */
function secretsOf(env: EnvReader, variable: string): string[] {
  return env.list(variable).flatMap((pair) => {
    const [, name = "", value = ""] = /^([^=]*)=\s*(.*)$/.exec(pair) ?? [];
    const sent = decoded(value);
    return SECRET_HEADER.test(name) ? [value, sent.replace(/^\S+ +/, "")].filter((text) => text !== "") : [];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
