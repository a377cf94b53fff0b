/**
 * The vendors of the bench, in a process of their own: `node vendor-process.js`. They answer with bytes made before the first request, so that they
 * are never what is measured. Told a shape, it tells the origin of one more vendor of that shape, with a state of its own; told an origin, how many requests for data
 * that one has had.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { coreHrVersions, greenhouseJob, greenhouseOpening, headHunterVacancy, JOB_ID, openingIdsOf } from "./world.js";

const VACANCIES = 50;

const HEADERS = {
  "content-type": "application/json;charset=utf-8",
  // As Greenhouse says it, high enough never to be met.
  "x-ratelimit-limit": "1000000000",
  "x-ratelimit-remaining": "1000000000",
};

export interface Shape {
  /** How many openings a job has. */
  openings: number;
  /** How many jobs there are; as many as are asked for where it is left out. */
  jobs?: number;
  /** How long it takes to answer; at once where it is left out. */
  answersAfterMs?: number;
  /** Whether no two answers have the same bytes. */
  hasNewAnswers?: boolean;
}

/** Answers of one vendor, by method and path; undefined where there is nothing. */
function answersOf({
  openings: openingsOfAJob,
  jobs,
}: Shape): (method: string, path: string, query: URLSearchParams, body: string) => Buffer | undefined {
  const closed = new Set<number>();
  const made = new Map<string, Buffer>();
  const once = (key: string, make: () => unknown): Buffer => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const bytes = Buffer.from(JSON.stringify(make()));
    made.set(key, bytes);
    return bytes;
  };
  return (method, path, query, body) => {
    if (path === "/v1/jobs") {
      const first = Number(query.get("per_page"));
      const from = (Number(query.get("page") ?? 1) - 1) * first;
      const length = Math.min(first, (jobs ?? Number.POSITIVE_INFINITY) - from);
      return once(`jobs ${first} ${from}`, () =>
        Array.from({ length }, (_, index) => greenhouseJob(JOB_ID + from + index, openingsOfAJob)),
      );
    }
    const [, jobId, openings, openingId] = /^\/v1\/jobs\/(\d+)(\/openings)?(?:\/(\d+))?$/.exec(path) ?? [];
    if (openingId !== undefined) {
      const id = Number(openingId);
      if (method !== "PATCH") return Buffer.from(JSON.stringify(greenhouseOpening(id, closed.has(id))));
      closed.add(id);
      return once("edited", () => ({ success: "true" }));
    }
    if (openings !== undefined)
      return once(`openings ${jobId}`, () => openingIdsOf(Number(jobId), openingsOfAJob).map((id) => greenhouseOpening(id)));
    if (jobId !== undefined) return once(`job ${jobId}`, () => greenhouseJob(Number(jobId), openingsOfAJob));
    if (path.endsWith("/vacancies/active")) {
      const items = () => Array.from({ length: VACANCIES }, (_, index) => headHunterVacancy(index));
      return once("vacancies", () => ({ found: VACANCIES, page: 0, pages: 1, per_page: VACANCIES, items: items() }));
    }
    if (path.endsWith("/query_multi_timeline")) {
      const { job_ids } = JSON.parse(body) as { job_ids: string[] };
      return once(`timeline ${job_ids}`, () => ({ code: 0, msg: "success", data: { items: job_ids.map(coreHrVersions) } }));
    }
    if (path === TOKEN) return once("token", () => ({ code: 0, msg: "ok", tenant_access_token: "t-bench", expire: 7200 }));
    return undefined;
  };
}

const BITS = 24;

/** Blanks and tabs behind the JSON, as many each time: another answer of the same length, which says the same. */
function renewed(bytes: Buffer, nth: number): Buffer {
  const tail = Array.from({ length: BITS }, (_, bit) => ((nth >> bit) & 1 ? "\t" : " ")).join("");
  return Buffer.concat([bytes, Buffer.from(tail)]);
}

const TOKEN = "/open-apis/auth/v3/tenant_access_token/internal";

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}

/** As Greenhouse links its pages. */
function linkToNext(origin: string, query: URLSearchParams, { jobs = 0 }: Shape): Record<string, string> {
  const [page, perPage] = [Number(query.get("page") ?? 1), Number(query.get("per_page"))];
  if (page * perPage >= jobs) return {};
  query.set("page", String(page + 1));
  return { link: `<${origin}/v1/jobs?${query}>; rel="next"` };
}

const counts = new Map<string, number>();

async function open(shape: Shape): Promise<string> {
  const answer = answersOf(shape);
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const body = request.method === "GET" ? "" : await bodyOf(request);
    const [path = "", query] = (request.url ?? "").split("?");
    if (path !== TOKEN) counts.set(origin, (counts.get(origin) ?? 0) + 1);
    const made = answer(request.method ?? "", path, new URLSearchParams(query), body);
    const bytes = made !== undefined && shape.hasNewAnswers === true ? renewed(made, counts.get(origin) ?? 0) : made;
    if (bytes === undefined) process.stderr.write(`The bench's vendor has no ${request.method} ${request.url}\n`);
    if (shape.answersAfterMs !== undefined) await sleep(shape.answersAfterMs);
    response.writeHead(bytes === undefined ? 404 : 200, {
      ...HEADERS,
      ...(path === "/v1/jobs" ? linkToNext(origin, new URLSearchParams(query), shape) : {}),
      "content-length": bytes?.length ?? 0,
    });
    response.end(bytes);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return origin;
}

process.on("message", async (told: Shape | string) =>
  process.send?.(typeof told === "object" ? await open(told) : (counts.get(told) ?? 0)),
);
process.on("disconnect", () => process.exit());
process.send?.("ready");
