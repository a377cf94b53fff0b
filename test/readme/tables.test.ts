import { readConfig } from "../../src/config/config.js";
import { vendorModules } from "../../src/datasources/registry.js";
import { startGraph } from "../support/graph.js";
import { CREDENTIALS, table, textOf } from "./readme.js";

/** The words of a cell that stand in backticks. */
const words = (cell = "") => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word);

/** Of OpenTelemetry's own variables the one that is looked at where no traces are sent, too: it stands in the table of traces. */
const OF_TRACES = ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

describe("The table of variables in docs/configuration.md", () => {
  const rows = table("docs/configuration.md", "| variable | default |").map(([names, value = ""]) => ({ names: words(names), value }));
  const config = (env: Record<string, string | undefined>) => readConfig(env, { vendors: vendorModules });

  it("names every variable that the server reads, and no other", () => {
    const asked = new Set<string>();
    const env = new Proxy<Record<string, string | undefined>>(CREDENTIALS, {
      get: (variables, name) => {
        asked.add(String(name));
        return variables[String(name)];
      },
    });
    config(env);
    expect([...asked].sort()).toEqual([...rows.flatMap(({ names }) => names), ...OF_TRACES].sort());
    for (const name of OF_TRACES) expect(textOf("docs/configuration.md")).toContain(`| \`${name}\` |`);
  });

  // Where the cell holds values alone, one for each variable; others are told in words.
  const defaults = rows.flatMap(({ names, value }) => {
    const values = /^`[^`]+`(, `[^`]+`)*$/.test(value) ? words(value) : [];
    return values.length === names.length ? names.map((name, index): [string, string] => [name, values[index] ?? ""]) : [];
  });

  it.each(defaults)("is right that %s left out is %s", (name, value) => {
    expect(config({ ...CREDENTIALS, [name]: value })).toEqual(config(CREDENTIALS));
    // And the variable is one that is listened to.
    const other = /^\d+$/.test(value) ? "7" : { false: "true", on: "off", info: "debug" }[value];
    if (other !== undefined) expect(config({ ...CREDENTIALS, [name]: other })).not.toEqual(config(CREDENTIALS));
  });
});

describe("The README's table of abilities", () => {
  it("is what the vendors answer", async () => {
    const graph = await startGraph();
    const { data } = await graph.ask<{ vendors: { vendor: string; abilities: string[] }[] }, never>("{ vendors { vendor abilities } }");
    await graph.stop();
    const columns = ["FEISHU_COREHR", "FEISHU_HIRE", "GREENHOUSE", "HEADHUNTER", "LINKEDIN"];
    const rows = table("README.md", "| | Feishu CoreHR |");
    const told = columns.map((vendor, column) => ({
      vendor,
      abilities: rows.flatMap(([abilities, ...cells]) => (cells[column]?.startsWith("✓") ? words(abilities) : [])).sort(),
    }));
    expect(told).toEqual((data?.vendors ?? []).map(({ vendor, abilities }) => ({ vendor, abilities: [...abilities].sort() })));
  });
});

describe("The table of requests in docs/clients.md", () => {
  const rows = table("docs/clients.md", "| query | to Greenhouse |").map(
    ([query, ours, naive]) => [words(query)[0] ?? "", Number(ours), Number(naive)] as const,
  );

  it.each(rows)("is right about %s: %i to Greenhouse, and one a record would be %i", async (query, ours, naive) => {
    // A server of its own, so that it does not find what another question has read.
    const graph = await startGraph({ env: { SANDBOX_VENDORS: "greenhouse" } });
    const { data, errors } = await graph.ask<{ jobs?: { nodes: unknown[] } }, never>(query);
    const origin = graph.application.vendors.find(({ source }) => source.text === "greenhouse")?.sandboxOrigin;
    const all = (await (await fetch(`${origin}/__sandbox/requests`)).json()) as { path: string }[];
    const requests = all.filter(({ path }) => path !== "/token");
    await graph.stop();
    expect(errors).toBeUndefined();
    expect(requests).toHaveLength(ours);
    // Of a list, once for it and once for each record; of a single record, once for it and once for what is below it.
    expect(1 + (data?.jobs?.nodes.length ?? 1)).toBe(naive);
  });
});
