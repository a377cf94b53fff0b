import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { entityTagOf, holdsTag } from "../entity-tag.js";

/** What `scripts/build-web.js` makes; beside the sources, those of the files that need no making. */
export const WEB_FOLDER = fileURLToPath(new URL("../../web/", import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
};

/** The name has a hash of the content, so that a new content has a new name. */
const IS_LASTING = /-[\w-]{8}\.\w+$/;

interface WebFile {
  content: Buffer;
  etag: string;
}

/** Files for browsers, at `/web/`. Only names that were there at the start are served: no path is made of what a caller sends. */
export function webFileRoutes(app: FastifyInstance): void {
  const names = new Set(namesIn(WEB_FOLDER).filter((name) => extname(name) in TYPES));
  const files = new Map<string, Promise<WebFile>>();
  const send = async (name: string, request: FastifyRequest, reply: FastifyReply) => {
    if (!names.has(name)) return reply.callNotFound();
    const file = files.get(name) ?? read(name);
    files.set(name, file);
    const { content, etag } = await file;
    reply.header("etag", etag).header("cache-control", IS_LASTING.test(name) ? "public, max-age=31536000, immutable" : "no-cache");
    if (holdsTag(request.headers["if-none-match"], etag)) return reply.code(304).send();
    return reply.type(TYPES[extname(name)] ?? "").send(content);
  };
  app.get<{ Params: { name: string } }>("/web/:name", (request, reply) => send(request.params.name, request, reply));
  // Browsers ask for it beside an answer that is no page, and take it in this form.
  app.get("/favicon.ico", (request, reply) => send("icon.svg", request, reply));
}

/** None where the sources were compiled without `scripts/build-web.js`, as for measurements. */
export function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

async function read(name: string): Promise<WebFile> {
  const content = await readFile(join(WEB_FOLDER, name));
  return { content, etag: entityTagOf(content) };
}
