// Not of the package's index, which loads fetch, web sockets, caches and mocks as well.
import Pool from "undici/lib/dispatcher/pool.js";
import type { Clock } from "../../clock.js";
import type { Secrets } from "../../secrets/secrets.js";
import type { LastBodies, ReadBody } from "../answers/last-bodies.js";
import { isSuccess } from "../classify.js";
import type { CallScope, Send, VendorRequest, VendorResponse } from "../request.js";
import { nameOf, type Upstream, VendorError } from "../vendor-error.js";
import { ACCEPTED_ENCODINGS, type EncodedBody, encodeBody, encodeTarget } from "./body.js";
import { BodyReader } from "./body-reader.js";
import { DeadlineTimers } from "./deadline-timers.js";
import { RequestHandler, type RequestHandlerOptions } from "./request-handler.js";

export interface SenderOptions extends Upstream {
  baseUrl: string;
  connections: number;
  /** For one attempt, from the moment it is put on a socket to the last byte of its answer. */
  upstreamTimeoutMs: number;
  clock: Clock;
  /** Shared with the other layers. */
  timers?: DeadlineTimers;
  /** A larger answer, unpacked, is a fault. Default 32 MiB. */
  maxResponseBytes?: number;
  /** Cut out of answers; left out where they bring tokens. */
  secrets?: Secrets;
  /** What bodies were read as before; left out where each is read anew. */
  lastBodies?: LastBodies;
}

export interface Sender {
  send: Send;
  /** Waits for requests under way and closes the connections. */
  close(): Promise<void>;
}

const DEFAULT_MAX_RESPONSE_BYTES = 32 * 1024 * 1024;

/** The innermost layer: a keep-alive pool that answers each request, whatever the status. Redirects are not followed. */
export function createSender(options: SenderOptions): Sender {
  const { vendor, account, clock } = options;
  const upstream = { vendor, account };
  const timers = options.timers ?? new DeadlineTimers(clock);
  const base = new URL(options.baseUrl);
  const prefix = base.pathname.replace(/\/$/, "");
  const maxResponseBytes = options.maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES;
  const { secrets } = options;
  const bodies = new BodyReader({ maxBytes: maxResponseBytes, secrets, last: options.lastBodies });
  const place = `${nameOf(upstream)} ${base.origin}`;
  const exchangeOptions: RequestHandlerOptions = {
    ...upstream,
    clock,
    timers,
    attemptTimeoutMs: options.upstreamTimeoutMs,
    maxResponseBytes,
  };
  const pool = new Pool(base.origin, {
    connections: options.connections,
    // Pipelining would let one slow answer hold up others, and a change would be lost with them. It measured slower, too.
    pipelining: 1,
    connect: { timeout: options.upstreamTimeoutMs },
    // The handler keeps the time, for the whole answer; undici's own timers would run besides it.
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  async function send(request: VendorRequest, scope: CallScope): Promise<VendorResponse> {
    const sentAt = clock.now();
    const handler = new RequestHandler(request, scope, exchangeOptions);
    const target = encodeTarget(prefix, request);
    const encoded = encodeBody(request);
    if (!handler.over) dispatch(request, target, encoded, handler);
    const { status, headers, bytes } = await handler.answer;
    // Refusals are few, and none is like another.
    const asked = request.intent === "read" && isSuccess({ status }) ? `${place} ${request.method} ${target} ${encoded?.body}` : undefined;
    let body: ReadBody;
    try {
      const read = bodies.read(bytes, headers["content-encoding"], asked);
      body = "then" in read ? await read : read;
    } catch (cause) {
      const message = `The answer to ${request.route} at ${nameOf(upstream)} could not be unpacked.`;
      // Spoiled on the way, so it is retried; one that is too large would be too large again.
      const retryable = (cause as { code?: unknown }).code !== "ERR_BUFFER_TOO_LARGE";
      throw new VendorError({ ...upstream, code: "BAD_RESPONSE", sent: "maybe", message, status, retryable, cause });
    }
    const { text, json } = body;
    const forget = asked === undefined ? undefined : () => bodies.forget(asked);
    return {
      status,
      headers: secrets?.cutInHeaders(headers) ?? headers,
      text,
      json,
      receivedAt: clock.now(),
      sentAt,
      forget,
      vendor,
      account,
    };
  }

  function dispatch(request: VendorRequest, path: string, encoded: EncodedBody | undefined, handler: RequestHandler): void {
    const headers: Record<string, string> = { accept: "application/json", "accept-encoding": ACCEPTED_ENCODINGS };
    if (encoded !== undefined) headers["content-type"] = encoded.contentType;
    for (const name in request.headers) headers[name.toLowerCase()] = request.headers[name] ?? "";
    pool.dispatch({ method: request.method, path, headers, body: encoded?.body }, handler);
    handler.dispatched();
  }

  let closing: Promise<void> | undefined;
  function close(): Promise<void> {
    closing ??= pool.close();
    return closing;
  }

  return { send, close };
}
