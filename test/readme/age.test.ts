import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { startGraph, type TestGraph } from "../support/graph.js";
import { block } from "./readme.js";

const run = promisify(execFile);

interface Answer {
  data: { jobs: { nodes: unknown[]; sources: { vendor: string; state: string; fetchedAt: string }[] } };
  extensions: { upstream: Record<string, unknown>[] };
}

describe("The lines about the age of an answer in docs/clients.md", () => {
  let graph: TestGraph;

  beforeAll(async () => {
    graph = await startGraph({ env: { SANDBOX_VENDORS: "greenhouse" } });
  });
  afterAll(() => graph.stop());

  async function ask(): Promise<Answer> {
    const lines = block("asking for an answer that may be old");
    expect(lines).toContain("http://127.0.0.1:4000/");
    return JSON.parse((await run("sh", ["-c", lines.replace("http://127.0.0.1:4000", graph.url)])).stdout) as Answer;
  }

  it("are answered by the vendor at first, and then by what it answered", async () => {
    const first = await ask();
    const second = await ask();
    expect(first.extensions.upstream).toMatchObject([{ vendor: "GREENHOUSE", requests: 1, cached: 0 }]);
    expect(second.extensions.upstream).toMatchObject([{ vendor: "GREENHOUSE", requests: 0, cached: 1 }]);
    expect(second.data.jobs.nodes).toEqual(first.data.jobs.nodes);
  });

  it("tell what an answer cost in the words that the page shows", async () => {
    const [shown] = (JSON.parse(block("what an answer cost")) as Answer["extensions"]).upstream;
    const { extensions } = await ask();
    expect(Object.keys(extensions.upstream[0] ?? {})).toEqual(Object.keys(shown ?? {}));
  });
});
