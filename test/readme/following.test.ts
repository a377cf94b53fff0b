import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startGraph, type TestGraph } from "../support/graph.js";
import { until } from "../support/until.js";
import { block, ROOT } from "./readme.js";

const closing = (seat: string) => `mutation { closeOpening(input: { id: "greenhouse:opening:${seat}", closeReasonId: "4500000034" }) {
  operation { id } } }`;
const OPEN = "{ jobs(vendors: [GREENHOUSE], first: 200) { nodes { openings { nodes { id status } } } } }";

interface Jobs {
  jobs: { nodes: { openings: { nodes: { id: string; status: string }[] } }[] };
}

describe("Following, as docs/clients.md says", () => {
  /** Inside the repository, so that the program finds its packages. */
  const folder = join(ROOT, "dist-examples", `following-${process.pid}`);
  const children: ChildProcess[] = [];
  let graph: TestGraph;
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    graph = await startGraph({ env: { SANDBOX_VENDORS: "greenhouse" } });
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill();
  });
  afterAll(async () => {
    await graph.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const here = (text: string) => text.replaceAll("http://127.0.0.1:4000", graph.url);

  /** What it has said so far. */
  function run(command: string, args: readonly string[]): () => string {
    const child = spawn(command, args, { cwd: folder });
    children.push(child);
    let said = "";
    for (const output of [child.stdout, child.stderr])
      output.on("data", (chunk: Buffer) => {
        said += chunk.toString();
      });
    return () => said;
  }

  /** Closes seats until the program has said so. */
  async function closeUntil(isSo: () => boolean): Promise<void> {
    const { data } = await graph.ask<Jobs, never>(OPEN);
    const seats = (data?.jobs.nodes ?? []).flatMap(({ openings }) => openings.nodes).filter(({ status }) => status === "OPEN");
    for (const { id } of seats) {
      if (isSo()) return;
      await graph.ask(closing(id.replace("greenhouse:opening:", "")));
    }
    await until(isSo);
  }

  const numbers = (said: string) => [...said.matchAll(/"id":"hiregraph:event:(\d+)"/g)].map(([, number]) => Number(number));

  test("curl shows events as they happen", async () => {
    const said = run("sh", ["-c", here(block("following by curl"))]);
    await until(() => said().includes(":\n"));
    await closeUntil(() => numbers(said()).length > 0);
    expect(said()).toContain("event: next");
  });

  test("a program that is given its last event misses none after it", async () => {
    const file = join(folder, "follow.mjs");
    writeFileSync(file, here(block("following for ever")));
    const { data } = await graph.ask<{ events: { head: string } }, never>("{ events { head } }");
    const head = Number(data?.events.head.split(":").at(-1));
    const said = run(process.execPath, [file, String(data?.events.head)]);
    await closeUntil(() => numbers(said()).length >= 3);
    const last = Math.max(...numbers(said()));
    expect(numbers(said())).toEqual(Array.from({ length: numbers(said()).length }, (_, index) => head + 1 + index));
    expect(last).toBeGreaterThan(head);
  });
});
