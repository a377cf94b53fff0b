import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { addGauges, addInboxGauges, addLeaseGauges, addWebhookGauges } from "../../src/telemetry/gauges.js";
import { createMetrics } from "../../src/telemetry/metrics.js";
import { ROOT } from "../readme/readme.js";
import { BuiltServers, ended } from "./built-server.js";

interface Family {
  help: string;
  type: string;
  /** Of its samples. */
  names: Set<string>;
}

/** The exposition format, version 0.0.4. */
function familiesOf(text: string): Map<string, Family> {
  const families = new Map<string, Family>();
  let last = "";
  for (const line of text.split("\n")) {
    const [, what, name = "", rest = ""] = /^# (HELP|TYPE) (\S+) ?(.*)$/.exec(line) ?? [];
    if (what === "HELP") families.set(name, { help: rest, type: "", names: new Set() });
    const family = families.get(what === undefined ? last : name);
    if (what === "TYPE" && family !== undefined) family.type = rest;
    if (what !== undefined) last = name;
    else if (line !== "") family?.names.add(/^[^{ ]+/.exec(line)?.[0] ?? line);
  }
  return families;
}

/** The rules of `promtool check metrics` that bear on our names. */
function faultsOf(name: string, { help, type }: Family): string[] {
  const rules: [boolean, string][] = [
    [help !== "", "has no help"],
    [/^[a-z][a-z0-9_]*$/.test(name) && !name.includes("__"), "is not in small letters with single underscores"],
    [(type === "counter") === name.endsWith("_total"), "is a counter and does not end in _total, or the reverse"],
    [!/_(ms|milliseconds|minutes|hours|days|kb|kilobytes|mb|percent)(_|$)/.test(name), "is not in a base unit"],
    [!/_(gauge|counter|histogram|summary|bucket|sum|count)(_|$)/.test(name), "names its type"],
    [type !== "histogram" || /_(seconds|bytes)$/.test(name), "is a histogram without a unit"],
  ];
  return rules.filter(([isKept]) => !isKept).map(([, fault]) => `${name} ${fault}`);
}

/** Every expression of a file of Grafana or Prometheus. */
function expressionsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === "string" && (key === "expr" || key === "query") ? [inner] : expressionsIn(inner),
  );
}

const FILES = ["grafana", "prometheus"].flatMap((folder) => readdirSync(join(ROOT, "deploy", folder)).map((file) => `${folder}/${file}`));
const readFile = (file: string): unknown => {
  const text = readFileSync(join(ROOT, "deploy", file), "utf8");
  return file.endsWith(".json") ? JSON.parse(text) : parse(text);
};

/** What Prometheus itself adds. */
const OF_PROMETHEUS = { names: ["up"], labels: ["job", "instance", "le"] };

/** The labels of each of our metrics. */
function labelsByMetric(): Map<string, string[]> {
  const { registry } = createMetrics();
  addGauges(registry, { sources: [], budgets: () => [], openOperations: async () => [], now: () => 0 });
  addLeaseGauges(registry, { works: () => [], servers: () => 1 });
  addInboxGauges(registry, { sources: [], backlog: async () => [], now: () => 0 });
  addWebhookGauges(registry, { backlogs: async () => [], now: () => 0 });
  return new Map(registry.getMetricsAsArray().map((metric) => [metric.name, (metric as unknown as { labelNames: string[] }).labelNames]));
}

describe("The metrics of the built server", () => {
  const servers = new BuiltServers();
  let families: Map<string, Family>;
  let ours: string[];
  const labels = labelsByMetric();

  beforeAll(async () => {
    const server = await servers.start({ database: "metrics.db" });
    const answer = await fetch(`${server.url}/graphql?query={jobs(first:1){nodes{id}}}`);
    expect(answer.status).toBe(200);
    families = familiesOf(await (await fetch(`${server.url}/metrics`)).text());
    ours = [...families.keys()].filter((name) => name.startsWith("hiregraph_"));
    server.child.kill("SIGTERM");
    expect(await ended(server.child)).toEqual({ code: 0, signal: null });
  });
  afterAll(() => {
    servers.kill();
    servers.remove();
  });

  it("keep to the conventions of Prometheus", () => {
    expect(ours.flatMap((name) => faultsOf(name, families.get(name) as Family))).toEqual([]);
  });

  it("are those of the table in docs/operations.md, label by label", () => {
    const page = readFileSync(join(ROOT, "docs/operations.md"), "utf8");
    const rows = [...page.matchAll(/^\| `(hiregraph_\w+)` \|(.*?)\|/gm)].map(([, name = "", cell = ""]) => {
      const outside = cell.replace(/\([^)]*\)/g, "");
      return [name, [...outside.matchAll(/`(\w+)`/g)].map(([, label = ""]) => label).sort()] as const;
    });
    expect(rows.map(([name]) => name).sort()).toEqual([...ours].sort());
    expect(rows.map(([name, told]) => ({ name, labels: told }))).toEqual(
      rows.map(([name]) => ({ name, labels: [...(labels.get(name) ?? [])].sort() })),
    );
  });

  it.each(FILES)("are the ones, with the labels, that deploy/%s asks for", (file) => {
    const expressions = expressionsIn(readFile(file)).filter((text) => text !== "prometheus");
    expect(expressions.length).toBeGreaterThan(0);
    const known = new Set([...OF_PROMETHEUS.names, ...[...families.values()].flatMap(({ names }) => [...names]), ...families.keys()]);
    for (const expression of expressions) {
      const bare = expression.replace(/"[^"]*"/g, '""');
      const asked = [...bare.matchAll(/\b(up|(?:hiregraph|process|nodejs)_\w+)/g)].map(([, name = ""]) => name);
      expect({ expression, unknown: asked.filter((name) => !known.has(name)), asks: asked.length > 0 }).toEqual({
        expression,
        unknown: [],
        asks: true,
      });
      const offered = new Set([
        ...OF_PROMETHEUS.labels,
        ...asked.flatMap((name) => labels.get(name.replace(/_(bucket|sum|count)$/, "")) ?? []),
      ]);
      const matchers = [...bare.matchAll(/\{([^}]*)\}/g)].flatMap(([, list = ""]) => [...list.matchAll(/(\w+)\s*[=!]/g)]);
      const groups = [...bare.matchAll(/\b(?:by|on|without|ignoring) \(([^)]*)\)/g)].flatMap(([, list = ""]) => [
        ...list.matchAll(/(\w+)/g),
      ]);
      const used = [...matchers, ...groups].map(([, label = ""]) => label);
      expect({ expression, unknown: used.filter((label) => !offered.has(label)) }).toEqual({ expression, unknown: [] });
    }
  });

  it("have a histogram's buckets under the names that its queries use", () => {
    expect([...(families.get("hiregraph_graphql_duration_seconds") as Family).names].sort()).toEqual(
      ["bucket", "count", "sum"].map((part) => `hiregraph_graphql_duration_seconds_${part}`),
    );
  });
});
