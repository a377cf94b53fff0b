import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type BuiltServer, BuiltServers } from "../built/built-server.js";
import { block } from "./readme.js";

const run = promisify(execFile);

interface Report {
  sources: { vendor: string; state: string; failure: { code: string } | null }[];
}
type Answer = { data: { jobs: Report & { nodes: unknown[] } } };

describe("The lines for breaking a stand-in in docs/operations.md", () => {
  const servers = new BuiltServers();
  let server: BuiltServer;
  let definitions: string;
  beforeAll(async () => {
    server = await servers.start({ database: "breaking.db" });
    const standIn = /"vendor":"greenhouse".*"standIn":"([^"]+)"/.exec(server.said())?.[1];
    expect(standIn).toBeDefined();
    definitions = block("breaking a vendor")
      .replace(/^(STAND_IN=)\S+/, `$1${standIn}`)
      .replace("http://127.0.0.1:4000", server.url);
  });
  afterAll(() => {
    servers.kill();
    servers.remove();
  });

  const sh = async (lines: string) => (await run("sh", ["-c", lines], { cwd: servers.folder })).stdout;
  /** The lines that only name things, and then these. */
  const shWith = (lines: string) => sh(`${definitions.slice(0, definitions.indexOf("\n\n"))}\n${lines}`);
  /** What was asked of the server. What a stand-in says to a fault ends without a line of its own. */
  const asked = (said: string) => said.split("\n").map((line) => line.replace(/^\[.*?\](?=\{)/, ""));
  const answers = (said: string) =>
    asked(said)
      .filter((line) => line.startsWith('{"data"'))
      .map((line) => (JSON.parse(line) as Answer).data.jobs);
  const withoutNews = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "a time"));
  const board = (status: string) => `ask "$(printf %s "$BOARD" | sed s/OPEN/${status}/)"`;

  it("answer out of what was read before while Greenhouse fails, as printed, and of Greenhouse nothing that was not", async () => {
    const [before, after] = answers(await sh(definitions));
    expect(before?.sources.map(({ state }) => state)).toEqual(["FRESH", "FRESH"]);
    expect(after?.nodes).toEqual(before?.nodes);
    expect(after?.nodes).toHaveLength(4);
    expect(withoutNews({ sources: after?.sources.toSorted((a, b) => a.vendor.localeCompare(b.vendor)) })).toEqual(
      withoutNews(JSON.parse(block("an answer out of what was read before"))),
    );
    const [closed] = answers(await shWith(board("CLOSED")));
    expect(closed?.sources).toContainEqual(expect.objectContaining({ vendor: "GREENHOUSE", state: "FAILED" }));
    expect(closed?.nodes.length).toBeGreaterThan(0);
    expect(JSON.stringify(closed?.nodes)).not.toContain("greenhouse");
  });

  it("open its circuit after five failed queries, and let all sources be fresh again once it is mended", async () => {
    const failing = await shWith(Array.from({ length: 4 }, () => 'ask "$BOARD"').join("\n"));
    expect(failing).toMatch(/GREENHOUSE has been failing and is left alone for another \d+ ms\./);
    await shWith(block("mending the vendor"));
    // Half a minute is twice as long as a circuit stays open.
    const [mended] = answers(
      await shWith(`for i in $(seq 60); do ask "$BOARD" > last; grep -q STALE last || break; sleep 0.5; done; cat last`),
    );
    expect(mended?.sources.map(({ state }) => state)).toEqual(["FRESH", "FRESH"]);
  });

  it("make a change whose answer is lost once, as printed", async () => {
    const said = asked((await shWith(block("losing the answer of a change"))).trim());
    expect(said.slice(-2).join("\n")).toBe(block("what came of the change").trim());
  });
});
