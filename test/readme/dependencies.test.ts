import { readFileSync } from "node:fs";
import { join } from "node:path";
import semver from "semver";
import { ROOT, table } from "./readme.js";

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

interface Asker {
  peerDependencies: Record<string, string>;
}

describe("The table of dependencies in docs/architecture.md", () => {
  const rows = table("docs/architecture.md", "| package | for |");
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Manifest;
  const named = rows.flatMap(([names = ""]) => [...names.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));

  it("has each package of package.json once, and no other", () => {
    expect([...named].sort()).toEqual([...Object.keys(dependencies), ...Object.keys(devDependencies)].sort());
  });

  it("names what a server needs before what only its makers need", () => {
    expect(named.slice(0, Object.keys(dependencies).length).sort()).toEqual(Object.keys(dependencies).sort());
  });

  it("says of each what it is for, and why this one", () => {
    for (const [names, use = "", why = ""] of rows)
      expect([names, use.trim() !== "", why.trim() !== "" || names === "`typescript`"]).toEqual([names, true, true]);
  });

  it("tells the truth about versions: those of a server are exact", () => {
    for (const [name, version] of Object.entries(dependencies)) expect(`${name} ${version}`).toMatch(/ \d+\.\d+\.\d+(-rc\.\d+)?$/);
  });

  it.each([
    [
      "@opentelemetry/api",
      "`api` stays at 1.9: `@opentelemetry/sdk-trace-base` asks for less than 1.10",
      "@opentelemetry/sdk-trace-base",
      "1.10.0",
    ],
    ["graphql-scalars", "Stays at 1: `type-graphql` asks for less than 2", "type-graphql", "2.0.0"],
  ])("says why %s stays behind, as long as that is so", (name, reason, asker, refused) => {
    expect(rows.find(([names = ""]) => names.includes(`\`${name}\``))?.[2]).toContain(reason);
    const { peerDependencies } = JSON.parse(readFileSync(join(ROOT, "node_modules", asker, "package.json"), "utf8")) as Asker;
    expect(semver.satisfies(dependencies[name] ?? "", peerDependencies[name] ?? "")).toBe(true);
    expect(semver.satisfies(refused, peerDependencies[name] ?? "*")).toBe(false);
  });
});
