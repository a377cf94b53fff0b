import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");
const CACHE = join(ROOT, "node_modules/.cache/hiregraph-web");
const HOUR_MS = 3_600_000;

test("Bundles of the pages that no build has used for a day go, and those of other builds stay", () => {
  const target = mkdtempSync(join(tmpdir(), "hiregraph-web-"));
  const [old, recent] = [25, 23].map((hours) => {
    const folder = join(CACHE, `${process.pid}-unused-for-${hours}-hours`);
    mkdirSync(folder, { recursive: true });
    const used = new Date(Date.now() - hours * HOUR_MS);
    utimesSync(folder, used, used);
    return folder;
  }) as [string, string];
  try {
    execFileSync(process.execPath, ["scripts/build-web.js", join(target, "web")], { cwd: ROOT });
    expect([old, recent, join(target, "web/graphiql.js")].map((path) => existsSync(path))).toEqual([false, true, true]);
  } finally {
    for (const folder of [old, recent, target]) rmSync(folder, { recursive: true, force: true });
  }
});
