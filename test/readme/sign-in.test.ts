import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { parse } from "dotenv";
import { readConfig } from "../../src/config/config.js";
import { startGraph, type TestGraph } from "../support/graph.js";
import { IdentityProvider } from "../support/identity-provider.js";
import { block } from "./readme.js";

const run = promisify(execFile);

/** The page's block, in which `npm start` tells what it was given in place of starting. macOS has its sum under another name. */
const MAKE = `
npm() { printf '%s\\n' "$*" "$HOST" "$AUTH_TOKENS" "$TOKEN"; }
command -v sha256sum > /dev/null || sha256sum() { shasum -a 256; }
${block("making a token")}`;

describe("The lines for signing in in docs/configuration.md", () => {
  let graph: TestGraph;
  let token: string;

  beforeAll(async () => {
    const [command, host, tokens = "", made = ""] = (await run("sh", ["-c", MAKE])).stdout.split("\n");
    expect({ command, host }).toEqual({ command: "start", host: "0.0.0.0" });
    token = made;
    graph = await startGraph({ env: { AUTH_TOKENS: tokens, SANDBOX_VENDORS: "all" } });
  });
  afterAll(() => graph.stop());

  async function ask(withToken: string): Promise<{ data?: { vendors: unknown[] }; errors?: { extensions: { code: string } }[] }> {
    const lines = block("asking with a token");
    expect(lines).toContain("http://127.0.0.1:4000/");
    const env = { PATH: process.env.PATH, TOKEN: withToken };
    return JSON.parse((await run("sh", ["-c", lines.replace("http://127.0.0.1:4000", graph.url)], { env })).stdout) as never;
  }

  it("make a token that the server takes", async () => {
    expect((await ask(token)).data?.vendors).toHaveLength(5);
  });

  it("make one that nobody else has", async () => {
    const { data, errors } = await ask(`${token.slice(1)}x`);
    expect(data).toBeUndefined();
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(["UNAUTHENTICATED"]);
  });

  it("give the scopes that they name", async () => {
    const change =
      'mutation { closeOpening(input: { id: "greenhouse:opening:4000000000.4100000000", dryRun: true }) { userErrors { code } } }';
    const paid = 'mutation { prolongateVacancy(input: { id: "headhunter:vacancy:8331228", dryRun: true }) { userErrors { code } } }';
    const headers = { authorization: `Bearer ${token}` };
    expect((await graph.ask(change, undefined, headers)).errors).toBeUndefined();
    expect((await graph.ask(paid, undefined, headers)).errors?.map(({ extensions }) => extensions.code)).toEqual(["FORBIDDEN"]);
  });
});

it("The lines for an identity provider in docs/configuration.md are a configuration, by which its tokens are taken", async () => {
  const env = parse(block("naming an identity provider"));
  const { AUTH_JWKS_URL: jwksUrl, AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience } = env;
  expect(readConfig(env, { vendors: [] })).toMatchObject({ auth: { jwt: { jwksUrl, issuer, audience } }, warnings: [] });
  // A provider on loopback in place of the example's.
  const provider = await new IdentityProvider().start();
  const graph = await startGraph({ env: { ...env, AUTH_JWKS_URL: provider.jwksUrl, SANDBOX_VENDORS: "none" } });
  const authorization = `Bearer ${await provider.token({ claims: { iss: issuer, aud: audience } })}`;
  expect(await graph.ask("{ vendors { vendor } }", undefined, { authorization })).toMatchObject({ data: { vendors: expect.anything() } });
  await graph.stop();
  await provider.stop();
});
