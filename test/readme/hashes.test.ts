import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { startGraph } from "../support/graph.js";
import { block, textOf } from "./readme.js";

const run = promisify(execFile);

it("The lines for asking by a hash in docs/clients.md are answered once the server has been sent the document that the page names", async () => {
  const lines = block("asking by a hash");
  const graph = await startGraph({ env: { SANDBOX_VENDORS: "all" } });
  expect(lines).toContain("http://127.0.0.1:4000/");
  const ask = async () => JSON.parse((await run("sh", ["-c", lines.replace("http://127.0.0.1:4000", graph.url)])).stdout) as unknown;
  expect(await ask()).toMatchObject({ errors: [{ extensions: { code: "PERSISTED_QUERY_NOT_FOUND" } }] });

  const [, query = ""] = /`([^`]+)`, for one, by its hash:/.exec(textOf("docs/clients.md")) ?? [];
  const sha256Hash = createHash("sha256").update(query).digest("hex");
  await fetch(`${graph.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, extensions: { persistedQuery: { version: 1, sha256Hash } } }),
  });
  expect(await ask()).toMatchObject({ data: { vendors: expect.arrayContaining([{ vendor: "GREENHOUSE", mode: "SANDBOX" }]) } });
  await graph.stop();
});
