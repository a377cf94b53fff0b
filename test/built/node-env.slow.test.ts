import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const settings = pathToFileURL(join(process.env.TEST_BUILD ?? "", "dist/node-env.js")).href;

/** What V8 decides of a line of code whose first objects all live long. */
const LONG_LIVED = `
  const kept = [];
  for (let made = 0; made < 2_000_000; made += 1) kept.push({ at: made, of: [made] });
`;

const decisions = (before: string) =>
  execFileSync(process.execPath, ["--trace-pretenuring-statistics", "--input-type=module", "--eval", before + LONG_LIVED], {
    encoding: "utf8",
  });

it("keeps V8 from making objects of requests among the old ones because those of the start lived long", () => {
  const isTenured = /=> tenure/;
  expect(decisions("")).toMatch(isTenured);
  expect(decisions(`import ${JSON.stringify(settings)};`)).not.toMatch(isTenured);
});
