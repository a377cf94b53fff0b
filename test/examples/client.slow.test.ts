import { execFile } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { vendorModules } from "../../src/datasources/registry.js";
import { CLOSED } from "../../src/sandbox/feishu/index.js";
import { block } from "../readme/readme.js";
import { type Company, startCompany } from "../support/company.js";

const run = promisify(execFile);
const ROOT = join(__dirname, "../..");
const CODE = "REQ-1001";
/** Inside the repository, so that the program finds its packages; beside what `npm run example` compiles. */
const OUT = join(ROOT, "dist-examples", `test-${process.pid}`);

describe("The example of a client, compiled, against a running server", () => {
  let company: Company;

  beforeAll(async () => {
    await run(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "examples/client/tsconfig.json", "--outDir", OUT], { cwd: ROOT });
    company = await startCompany();
  });
  afterAll(async () => {
    await company.stop();
    rmSync(OUT, { recursive: true, force: true });
  });

  async function lines(): Promise<string[]> {
    const program = run(process.execPath, [join(OUT, "main.js")], { env: { ...process.env, HIREGRAPH_URL: company.graph.url } });
    return (await company.while(program)).stdout.split("\n");
  }

  it("prints what docs/clients.md shows", async () => {
    expect((await lines()).join("\n")).toContain(block("what the example prints"));
  });

  it("shows the vendors, the board, a requisition, and what a dry run says", async () => {
    const { hireJobs } = company.feishu.standIn.state;
    const closed = [...hireJobs.values()].find(({ code }) => code === CODE);
    if (closed === undefined) throw new Error("The sample lacks the job");
    closed.activeStatus = CLOSED;
    // Feishu Hire cannot be asked for a code: its records are passed through once.
    await company.while(company.graph.ask("{ jobs(vendors: [FEISHU_HIRE], first: 200) { nodes { code } } }"));
    const shown = await lines();
    for (const { vendor } of vendorModules) expect(shown).toContainEqual(expect.stringMatching(`^${vendor} +LIVE +circuit CLOSED`));
    expect(shown).toContainEqual(expect.stringMatching(`^  ${CODE} +GREENHOUSE +Software Engineer \\(Shanghai\\) .*1`));
    const requisition = shown.slice(shown.indexOf(`Requisition ${CODE}`));
    expect(requisition).toContainEqual(expect.stringMatching("^  job     greenhouse:job:[0-9]+ OPEN "));
    expect(requisition).toContainEqual(expect.stringMatching(`^  job     feishu-hire:job:${closed.id} CLOSED `));
    expect(requisition).toContainEqual(expect.stringMatching("^  opening greenhouse:opening:[0-9.]+ OPEN$"));
    expect(requisition).toContain("  HEADHUNTER is INCOMPLETE: its codes have not all been looked at yet");
    expect(requisition).toContain(`Reopening feishu-hire:job:${closed.id} would be sent`);
    expect(closed.activeStatus).toBe(CLOSED);
  });

  it("says which vendor is missing, and shows the rest", async () => {
    await company.greenhouse.running.close();
    const shown = await lines();
    expect(shown).toContainEqual(expect.stringMatching("^  GREENHOUSE is (FAILED|STALE): "));
    expect(shown).toContainEqual(expect.stringMatching(`^  ${CODE} +FEISHU_COREHR `));
  });

  describe("where nobody answers as Hiregraph does", () => {
    /** What the program says, and the code it ends with, asking at `url`. */
    async function failure(url: string): Promise<{ code?: number; stderr: string; stdout: string }> {
      const { code, stderr, stdout } = await run(process.execPath, [join(OUT, "main.js")], {
        env: { ...process.env, HIREGRAPH_URL: url },
      }).then(
        (said) => ({ code: 0, ...said }),
        (error: { code: number; stderr: string; stdout: string }) => error,
      );
      return { code, stderr, stdout };
    }

    /** Asks a server that answers everything in one way. */
    async function failureAt(answer: RequestListener): Promise<{ said: Awaited<ReturnType<typeof failure>>; url: string }> {
      const server = createServer(answer).listen(0, "127.0.0.1");
      await once(server, "listening");
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const said = await failure(url);
      server.close();
      return { said, url };
    }

    it("names the address that nothing listens on, and how to start a server, in one sentence and with code 1", async () => {
      const { url } = await failureAt((_request, response) => response.end());
      expect(await failure(url)).toEqual({
        code: 1,
        stdout: "",
        stderr: `No server answers at ${url} (ECONNREFUSED). Start one with \`npm start\` in another terminal, or name another address in HIREGRAPH_URL.\n`,
      });
    });

    it("says that another server is there, where the answer is a page", async () => {
      const { said, url } = await failureAt((_request, response) => response.end("<!doctype html>"));
      expect(said).toEqual({
        code: 1,
        stdout: "",
        stderr: `What answers at ${url} is not Hiregraph: its answer is not JSON. Name the address in HIREGRAPH_URL.\n`,
      });
    });

    it("says that a token is asked for, and where it is set", async () => {
      const errors = [{ message: "Sign in.", extensions: { code: "UNAUTHENTICATED" } }];
      const { said, url } = await failureAt((_request, response) => response.writeHead(401).end(JSON.stringify({ errors })));
      expect(said).toEqual({ code: 1, stdout: "", stderr: `${url} answered: Sign in.\nWhere it asks for a token, set HIREGRAPH_TOKEN.\n` });
    });

    it("says that an address is none", async () => {
      const said = await failure("localhost 4000");
      expect(said).toEqual({
        code: 1,
        stdout: "",
        stderr: "HIREGRAPH_URL is not an address: localhost 4000. It looks like http://127.0.0.1:4000\n",
      });
    });
  });
});
