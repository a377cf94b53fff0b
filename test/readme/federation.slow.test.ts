import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BuiltServers } from "../built/built-server.js";
import { Programs, TOOLS, type Witness, witness } from "../federation/router.js";
import { describeWith } from "../support/tools.js";
import { block, commandsOf, ROOT, textOf } from "./readme.js";

const [HIREGRAPH, NOTES, ROUTER] = ["http://127.0.0.1:4000", "http://127.0.0.1:4001", "http://127.0.0.1:4002"];

interface Shown {
  data: { jobs: { nodes: { id: string; name: string; notes: { text: string }[] }[] } };
}

/** The lines of docs/federation.md, as they stand there, in a folder that has the repository's programs; ports are free ones. */
describeWith(TOOLS)("The lines of docs/federation.md", () => {
  const folder = mkdtempSync(join(tmpdir(), "hiregraph-federation-"));
  const servers = new BuiltServers();
  const programs = new Programs(folder);
  const [install = "", start = "", notes = "", compose = "", gateway = "", ...more] = commandsOf("starting a router");
  const asked: Witness[] = [];
  let hiregraph: string;
  let router: string;

  beforeAll(async () => {
    for (const part of ["scripts", "tools"]) symlinkSync(join(ROOT, part), join(folder, part), "dir");
    await programs.finish(install);
    const [, variables = "", command] = /^((?:[A-Z_]+=\S+ )*)(.*)$/.exec(start) ?? [];
    expect(command).toBe("npm start");
    const env = Object.fromEntries(
      variables
        .trim()
        .split(" ")
        .map((one) => one.split("=") as [string, string]),
    );
    hiregraph = (await servers.start({ database: "federation.db", ...env })).url;
    for (const url of [hiregraph, await programs.run(notes)]) asked.push(await witness(url));
    await programs.finish(compose.replace(HIREGRAPH, asked[0]?.url ?? "").replace(NOTES, asked[1]?.url ?? ""));
    router = await programs.run(gateway);
  });
  afterAll(async () => {
    await programs.stop();
    await Promise.all(asked.map((one) => one.close()));
    servers.kill();
    servers.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it("start two subgraphs and a router, which answers both with one request to each", async () => {
    expect(more).toEqual([]);
    for (const one of asked) one.asked.length = 0;
    const response = await fetch(`${router}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: block("asking two subgraphs") }),
    });
    const answer = (await response.json()) as Shown;
    expect(answer).toEqual({ data: { jobs: { nodes: expect.any(Array) } } });
    expect(answer.data.jobs.nodes).toHaveLength(20);
    expect(answer.data.jobs.nodes.map(({ notes: ofJob }) => ofJob)).toEqual(answer.data.jobs.nodes.map(() => []));
    expect(asked.map((one) => one.asked.length)).toEqual([1, 1]);
  });

  it("name the addresses that the programs have by themselves", () => {
    expect(compose).toContain(`hiregraph=${HIREGRAPH}/graphql notes=${NOTES}/graphql`);
    expect(textOf("docs/federation.md")).toContain(`<${ROUTER}/graphql>`);
    const portOf = (program: string) => /PORT \?\? (\d+)/.exec(readFileSync(join(ROOT, TOOLS, program), "utf8"))?.[1];
    expect([portOf("notes.js"), portOf("gateway.js")]).toEqual([NOTES, ROUTER].map((url) => new URL(url).port));
  });

  it("compose with another team's subgraph that adds a field to a record", async () => {
    const sdl = `
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@key"])
      ${block("a type in another team's subgraph")}
      type Note { text: String! }
      type Query { noteCount: Int! }`;
    const team = createServer((_request, response) => response.end(JSON.stringify({ data: { _service: { sdl } } })));
    await new Promise<void>((resolve) => team.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(team.address() as AddressInfo).port}`;
    const supergraph = readFileSync(await programs.compose({ hiregraph, team: url }), "utf8");
    team.close();
    expect(/^type Job [^{]+\{([\s\S]*?)^\}/m.exec(supergraph)?.[1]).toMatch(/ {2}notes: \[Note!\]! @join__field\(graph: TEAM\)/);
  });
});
