import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "dotenv";
import { ConfigError, readConfig } from "../../src/config/config.js";
import { type EnvReader, RecordingEnvReader } from "../../src/config/env-reader.js";
import { vendorModules } from "../../src/datasources/registry.js";
import { CREDENTIALS, ROOT, table } from "./readme.js";

/** What is read only where something else is set. */
const SET = {
  ...CREDENTIALS,
  WEBHOOKS: "hr-desk",
  OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:4318",
};

const lines = readFileSync(join(ROOT, ".env.example"), "utf8").split("\n");
const variables = lines.flatMap((line, at) => {
  const [, name = "", value = ""] = /^# ([A-Z][A-Z0-9_]*)=(.*)$/.exec(line) ?? [];
  return name === "" ? [] : [{ name, value, above: lines[at - 1] ?? "" }];
});

const faultsOf = (env: Record<string, string | undefined>): string[] => {
  try {
    readConfig(env, { vendors: vendorModules });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults.map(({ variable, message }) => `${variable}: ${message}`);
  }
};

describe(".env.example", () => {
  it("names every variable that the configuration reads once, and no other", () => {
    const asked = new Set<string>();
    const get = (set: Record<string, string | undefined>, name: string | symbol) => {
      asked.add(String(name));
      return set[String(name)];
    };
    // The receiver named above lacks its address and its secret.
    expect(faultsOf(new Proxy<Record<string, string | undefined>>(SET, { get }))).toHaveLength(2);
    expect(variables.map(({ name }) => name).sort()).toEqual([...asked].sort());
  });

  it.each(variables)("says in one line what $name means", ({ above }) => {
    expect(above).toMatch(/^## \S.{2,}[^.]$/);
    expect(above.length).toBeLessThanOrEqual(140);
  });

  it("sets nothing until somebody uncomments it: all but its variables are comments or blank", () => {
    expect(parse(lines.join("\n"))).toEqual({});
    expect(lines.filter((line) => line !== "" && !/^#{1,3} \S/.test(line))).toEqual([]);
  });

  it("has the defaults of docs/configuration.md", () => {
    const words = (cell = "") => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word);
    const tables = [
      table("docs/configuration.md", "| variable | default | meaning"),
      table("docs/configuration.md", "| variable | default | here"),
    ];
    const defaults = tables.flat().flatMap(([names, value = ""]) => {
      const values = /^`[^`]+`(, `[^`]+`)*$/.test(value) ? words(value) : [];
      const full = words(names).filter((name) => !name.startsWith("…"));
      return values.length === full.length ? full.map((name, index): [string, string] => [name, values[index] ?? ""]) : [];
    });
    expect(defaults.length).toBeGreaterThan(20);
    const example = new Map(variables.map(({ name, value }) => [name, value]));
    for (const [name, value] of defaults) if (name !== "OTEL_SERVICE_NAME") expect(`${name}=${example.get(name)}`).toBe(`${name}=${value}`);
  });

  it("has placeholders for all secrets, and no value", () => {
    const secrets = new Set<string>();
    const note = (read: "secret" | "hookKey") =>
      jest.spyOn(RecordingEnvReader.prototype, read).mockImplementation(function (this: EnvReader, name: string) {
        secrets.add(name);
        return this.string(name);
      });
    const spies = [note("secret"), note("hookKey")];
    faultsOf(SET);
    for (const spy of spies) spy.mockRestore();
    expect(secrets.size).toBeGreaterThanOrEqual(8);
    const bearers = variables.filter(({ name }) => secrets.has(name) || /(SECRET|TOKENS?|KEY|HEADERS)$/.test(name));
    expect(bearers.length).toBeGreaterThanOrEqual(secrets.size);
    for (const { name, value } of bearers) expect(`${name}=${value.replace(/<[^<>]+>/, "")}`).toMatch(/=(desk::read\+write\+spend)?$/);
  });
});
