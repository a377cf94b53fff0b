import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "../../clock.js";
import { systemClock } from "../../clock.js";
import type { StandInHandler, StandInRequest, StandInResponse } from "./exchange.js";
import { type Fault, FaultList } from "./faults.js";

/** One request in the stand-in's log, which is in the order of arrival. */
export interface RequestRecord {
  at: number;
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  rawBody: string;
  /** Undefined where no answer was sent. */
  status?: number;
  fault?: Fault["kind"];
}

/** A running stand-in: its address, its log of requests, and its faults. */
export interface RunningStandIn {
  /** `http://127.0.0.1:<port>`, no trailing slash. */
  origin: string;
  requests: RequestRecord[];
  faults: FaultList;
  close(): Promise<void>;
}

export interface StandInOptions {
  handle: StandInHandler;
  /** A free port where it is 0, the default. */
  port?: number;
  clock?: Clock;
}

const KEPT_REQUESTS = 20_000;
const CONTROL_PREFIX = "/__sandbox/";

/**
 * Serves a vendor's handler over HTTP on loopback, with faults on demand. Besides the vendor's paths it answers `GET /__sandbox/requests`
 * and `GET|POST|DELETE /__sandbox/faults`, which are not logged and meet no faults.
 */
export async function startStandIn(options: StandInOptions): Promise<RunningStandIn> {
  const clock = options.clock ?? systemClock;
  const requests: RequestRecord[] = [];
  const faults = new FaultList();

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      outgoing.writeHead(500, { "content-type": "text/plain" });
      outgoing.end(`The stand-in failed: ${error instanceof Error ? error.stack : String(error)}`);
    });
  });

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    if (request.path.startsWith(CONTROL_PREFIX)) {
      respond(outgoing, control(request));
      return;
    }
    const record: RequestRecord = {
      at: clock.now(),
      method: request.method,
      path: request.path,
      query: request.query.toString(),
      headers: request.headers,
      rawBody: request.rawBody,
    };
    requests.push(record);
    if (requests.length > KEPT_REQUESTS) requests.shift();

    const fault = faults.take(request);
    record.fault = fault?.kind;
    if (fault?.kind === "hang") return;
    if (fault?.kind === "drop-before") {
      incoming.socket.destroy();
      return;
    }
    if (fault?.kind === "latency") await clock.sleep(fault.ms ?? 0);
    const worked = fault?.kind === "status" ? faultResponse(fault) : options.handle(request);
    const response = fault?.kind === "key-errors" ? withKeyErrors(worked, fault) : worked;
    if (fault?.kind === "hang-after") return;
    if (fault?.kind === "drop-after") {
      incoming.socket.destroy();
      return;
    }
    if (fault?.kind === "malformed") {
      const whole = JSON.stringify(response.json ?? {});
      record.status = response.status;
      respond(outgoing, {
        status: response.status,
        headers: { ...response.headers, "content-type": "application/json" },
        text: whole.slice(0, Math.max(1, Math.floor(whole.length / 2))),
      });
      return;
    }
    const sent = fault?.kind === "status-after" ? faultResponse(fault) : response;
    record.status = sent.status;
    respond(outgoing, sent);
  }

  /** Sends the response. Its `Date` goes by the same clock as all times in it. */
  function respond(outgoing: ServerResponse, response: StandInResponse): void {
    write(outgoing, { ...response, headers: { date: new Date(clock.now()).toUTCString(), ...response.headers } });
  }

  function control(request: StandInRequest): StandInResponse {
    const room = request.path.slice(CONTROL_PREFIX.length);
    if (room === "requests") return { status: 200, json: requests };
    if (room === "faults" && request.method === "POST") faults.arm(request.json as Fault);
    else if (room === "faults" && request.method === "DELETE") faults.clear();
    else if (room !== "faults") return { status: 404, json: { message: "requests or faults" } };
    return { status: 200, json: faults.list() };
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readRequest(incoming: IncomingMessage): Promise<StandInRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const rawBody = Buffer.concat(chunks).toString("utf8");
  const [path = "/", query = ""] = splitOnce(incoming.url ?? "/", "?");
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = Array.isArray(value) ? value.join(", ") : (value ?? "");
  return { method: incoming.method ?? "GET", path, query: new URLSearchParams(query), headers, json: parseJson(rawBody), rawBody };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function parseJson(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function faultResponse(fault: Fault): StandInResponse {
  return {
    status: fault.status ?? 500,
    headers: fault.headers,
    ...(fault.text === undefined ? { json: fault.json ?? { message: "Injected fault" } } : { text: fault.text }),
  };
}

/** An answer by key with errors for some of the keys. Any other answer is unchanged. */
function withKeyErrors(response: StandInResponse, fault: Fault): StandInResponse {
  const answer = response.json as { results?: object; errors?: object } | undefined;
  if (!answer?.results || !answer.errors) return response;
  const asked = Object.keys({ ...answer.results, ...answer.errors });
  const failing = asked.filter((key) => fault.keys === undefined || new RegExp(fault.keys).test(key));
  const without = (entries: object) => Object.fromEntries(Object.entries(entries).filter(([key]) => !failing.includes(key)));
  const error = fault.json === undefined ? { status: fault.status ?? 500, message: "Injected fault" } : fault.json;
  const errors = { ...without(answer.errors), ...Object.fromEntries(failing.map((key) => [key, error])) };
  return { ...response, json: { ...answer, results: without(answer.results), errors } };
}

function write(outgoing: ServerResponse, response: StandInResponse): void {
  const body = response.text ?? (response.json === undefined ? undefined : JSON.stringify(response.json));
  const headers: Record<string, string> = { ...response.headers };
  if (response.json !== undefined && response.text === undefined && headers["content-type"] === undefined) {
    headers["content-type"] = "application/json;charset=utf-8";
  }
  outgoing.writeHead(response.status, headers);
  outgoing.end(body);
}
