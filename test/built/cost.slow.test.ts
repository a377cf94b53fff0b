import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const built = process.env.TEST_BUILD ?? "";

interface CostFile {
  node: string;
  costs: Record<string, { requests: number; bytes: number }>;
}
const known = JSON.parse(readFileSync("bench/cost.json", "utf8")) as CostFile;
const isKnownNode = process.version.startsWith(`v${known.node}.`);

beforeAll(() => {
  spawnSync("npx", ["tsc", "-p", "bench/tsconfig.json", "--outDir", join(built, "dist-bench")]);
});

function cost(...args: string[]): { status: number | null; said: string } {
  const command = [join(built, "dist-bench/bench/main.js"), "cost", "--ours", join(built, "dist/main.js"), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
  return { status, said: stdout + stderr };
}

describe("what an answer costs", () => {
  test("is no tenth more than bench/cost.json says, in requests and in bytes", () => {
    const { status, said } = cost();
    expect({ status, said: status === 0 ? "" : said }).toEqual({ status: 0, said: "" });
  });

  // Another engine allocates otherwise.
  (isKnownNode ? test : test.skip)("is told with the command that renews the figures, where an answer allocates a tenth more", () => {
    const title = "one job, three fields (1)";
    const waste = join(built, "waste.mjs");
    // Numbers of eight bytes, in an array that lives no longer than the answer is sent.
    const numbers = Math.ceil(((known.costs[title]?.bytes ?? 0) * 0.1) / 8);
    writeFileSync(
      waste,
      `import { ServerResponse } from "node:http";
       const { end } = ServerResponse.prototype;
       ServerResponse.prototype.end = function (...sent) { globalThis.wasted = Array.from({ length: ${numbers} }, (_, at) => at); return end.apply(this, sent); };`,
    );
    const { status, said } = cost("--work", "W5", `--node-options=--import ${waste}`);
    expect(status).toBe(1);
    expect(said).toMatch(new RegExp(`"one job, three fields \\(1\\)" allocates \\d+ bytes, ${known.costs[title]?.bytes} before`));
    expect(said).toContain("npm run bench -- cost --renew");
  });
});
