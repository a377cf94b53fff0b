import { readFileSync } from "node:fs";
import semver from "semver";

const text = (file: string) => readFileSync(file, "utf8");
const { engines, devDependencies } = JSON.parse(text("package.json")) as {
  engines: { node: string };
  devDependencies: Record<string, string>;
};
const earliest = semver.minVersion(engines.node);
const recommended = text(".nvmrc").trim();

describe("The recommended line of Node", () => {
  it("is a line of long-term support, later than the earliest that package.json allows", () => {
    expect(Number(recommended) % 2).toBe(0);
    expect(Number(recommended)).toBeGreaterThan(earliest?.major ?? Number.POSITIVE_INFINITY);
  });

  it.each([
    [".node-version", /^(\d+)$/gm],
    ["Dockerfile", /^FROM node:(\d+)-/gm],
    ["README.md", /^Node (\d+) is the recommended line/gm],
    ["docs/operations.md", /Node (\d+) is the recommended line/g],
  ])("is the same in %s", (file, pattern) => {
    const named = [...text(file).matchAll(pattern)].map(([, line]) => line);
    expect(new Set(named)).toEqual(new Set([recommended]));
  });
});

describe("The earliest Node", () => {
  const short = `${earliest?.major}.${earliest?.minor}`;

  it.each(["README.md", "docs/operations.md"])("is told in %s", (file) => {
    expect(text(file)).toContain(short);
  });

  it("is the line whose types the sources are checked against", () => {
    expect(semver.minVersion(devDependencies["@types/node"] ?? "")?.major).toBe(earliest?.major);
  });
});
