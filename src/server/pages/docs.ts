import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { START_PAGE_HEADERS } from "../security-headers.js";
import { namesIn, WEB_FOLDER } from "./web-files.js";

const FOLDER = join(WEB_FOLDER, "docs");

/** The documentation that the server was built with (`scripts/render-docs.js`). Beside the sources there is none. */
export function docsRoutes(app: FastifyInstance): void {
  const names = new Set(namesIn(FOLDER));
  // As relative as all links: a proxy may serve all this below a path of its own.
  app.get("/docs", (_request, reply) => reply.redirect("docs/readme", 302));
  app.get("/docs/", (_request, reply) => reply.redirect("readme", 302));
  app.get<{ Params: { name: string } }>("/docs/:name", async ({ params }, reply) => {
    const file = `${params.name}.html`;
    if (!names.has(file)) return reply.callNotFound();
    const html = await readFile(join(FOLDER, file));
    return reply.headers(START_PAGE_HEADERS).type("text/html; charset=utf-8").header("cache-control", "no-cache").send(html);
  });
}
