import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { createHandler } from "graphql-sse";
import { AbortSource } from "../../abort-signal.js";
import { SCOPES, type Viewer } from "../../access/viewer.js";
import type { Clock } from "../../clock.js";
import type { Metrics } from "../../telemetry/metrics.js";
import type { OperationReport } from "../../telemetry/operation-report.js";
import type { OperationEnd } from "../../telemetry/tracing/tracing.js";
import { type SignInOptions, viewerOf } from "../caller.js";
import { AnswerAge } from "../graphql/age/answer-age.js";
import type { RequestContext, RequestInput } from "../graphql/request-context.js";
import { FollowedResults } from "./followed-results.js";
import type { StreamPlace } from "./open-streams.js";
import { Outlet } from "./outlet.js";
import type { Pace } from "./pace.js";
import type { SharedResults } from "./shared-results.js";
import { watchSignIn } from "./sign-in-watch.js";
import { type Ending, failed, type StreamEnd } from "./stream-end.js";
import { EVENT_STREAM, type StreamRequest } from "./stream-request.js";
import type { Subscriptions } from "./subscriptions.js";

export interface EventStreamOptions<Context extends RequestContext> extends SignInOptions {
  config: SignInOptions["config"] & { readonly requestDeadlineMs: number };
  subscriptions: Subscriptions;
  metrics: Metrics;
  clock: Clock;
  createContext: (input: RequestInput) => Context | Promise<Context>;
}

/** A caller's request for a stream, as far as it was understood. */
export interface Asked {
  request: FastifyRequest;
  reply: FastifyReply;
  viewer: Viewer;
  asked: StreamRequest;
  report: OperationReport;
  place: StreamPlace;
}

/** What all streams of a server have in common. */
export interface SharedByStreams {
  pace: Pace;
  results: SharedResults;
}

/** A proxy that kept the stream back, or packed it, would keep back what is new. */
const STREAM_HEADERS = {
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
  "content-type": `${EVENT_STREAM}; charset=utf-8`,
};

/** graphql-sse as it words a stream: it parses nothing here, and executes nothing. */
const handler = createHandler<undefined, { results: FollowedResults }>({
  authenticate: () => null,
  onSubscribe: ({ context: { results } }) => results,
});

/** Answers with the stream. Resolves when it has ended, whoever ended it. */
export async function streamEvents<Context extends RequestContext>(
  asked: Asked,
  options: EventStreamOptions<Context>,
  shared: SharedByStreams,
): Promise<FastifyReply> {
  const { request, reply, place } = asked;
  const { clock } = options;
  const left = new AbortSource();
  request.abandoned = left;
  let results: FollowedResults | undefined;
  left.addEventListener("abort", () => void results?.return());
  try {
    const outlet = new Outlet(reply.raw, clock, left);
    results = await begin(asked, options, { ...shared, outlet, left });
    place.hold(results);
    if (outlet.hasGone) return reply.hijack();
    const [texts] = await handler({
      method: "POST",
      url: "/graphql/stream",
      headers: { get: (name) => HEADERS_OF_SSE.get(name) },
      body: { query: asked.asked.query },
      raw: undefined,
      context: { results },
    });
    if (texts === null || typeof texts === "string") throw new Error("graphql-sse made no stream");
    reply.hijack();
    const headers = { ...reply.getHeaders(), ...STREAM_HEADERS };
    reply.raw.writeHead(200, Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)));
    await outlet.write(texts).catch((error: unknown) => {
      request.log.error({ requestId: request.id, err: error }, "a stream broke off");
      reply.raw.destroy();
    });
    return reply;
  } finally {
    place.leave();
    await results?.return();
  }
}

const HEADERS_OF_SSE = new Map([
  ["accept", EVENT_STREAM],
  ["content-type", "application/json"],
]);

interface Beginning extends SharedByStreams {
  outlet: Outlet;
  left: AbortSource;
}

/** What a document at fault, or a refused subscription, is answered, and what is followed otherwise. */
async function begin<Context extends RequestContext>(
  asked: Asked,
  options: EventStreamOptions<Context>,
  { outlet, pace, left, results: shared }: Beginning,
): Promise<FollowedResults> {
  const { request, viewer, report } = asked;
  const { subscriptions, clock, metrics } = options;
  let told: Pick<OperationEnd, "type" | "name"> = {};
  const onEnd = ({ reason, error }: StreamEnd, events: number): void => {
    metrics.streamsEnded.inc({ reason });
    const outcome = reason === "failed" || reason === "slow" ? "error" : "ok";
    metrics.graphqlOperations.inc({ type: told.type ?? "none", outcome });
    report.streamed(events, reason);
    report.ended({
      ...told,
      outcome,
      ...(error === undefined ? {} : { errorCode: codeOf(error) }),
    });
    if (error !== undefined) void outlet.closeSoon();
  };
  const onDelivered = (): void => metrics.followedEvents.inc();
  const toResult = (error: unknown) => subscriptions.refusal(error, request.id);
  const common = { outlet, pace, clock, toResult, onDelivered, onEnd };
  try {
    const { refusal, keep } = asked.asked.opened;
    if (refusal !== undefined) throw refusal;
    const subscription = subscriptions.find(asked.asked);
    keep?.();
    told = { type: "subscription", name: subscription.operation.name?.value };
    const followed = await subscriptions.follow(subscription, await contextOf(asked, options, report, left));
    const question = questionOf(asked);
    const show = async (event: unknown, ends: AbortSource) => {
      const part = report.part();
      const age = followed.maxAgeMs === undefined ? undefined : new AnswerAge(followed.maxAgeMs, clock.now());
      // Looked up each time: its document is kept once for all, and not by each stream.
      const shown = await subscriptions.show(event, subscriptions.find(asked.asked), await contextOf(asked, options, part, ends, age));
      report.added(part);
      return shown;
    };
    const results: FollowedResults = new FollowedResults({
      ...common,
      followed,
      execute: (event, ends) => shared.show(event, question, ends, (signal) => show(event, signal)),
    });
    const watch = { viewer, clock, ended: results.ended, end: (ending: Ending) => results.end(ending) };
    watchSignIn({ ...watch, verify: async () => viewerOf(request, options) }).catch((error: unknown) => {
      request.log.error({ requestId: request.id, err: error }, "the sign-in of a stream could not be judged");
      // It must not outlive its token.
      results.end(failed(error));
    });
    return results;
  } catch (error) {
    return new FollowedResults({ ...common, followed: failing(error), execute: async () => ({}) });
  }
}

/** Nothing to follow, for a reason. */
function failing(error: unknown): AsyncIterator<unknown> {
  return { next: () => Promise.reject(error) };
}

async function contextOf<Context extends RequestContext>(
  { request, viewer }: Asked,
  { createContext, clock, config }: EventStreamOptions<Context>,
  operation: OperationReport,
  signal: AbortSource,
  age?: AnswerAge,
): Promise<Context> {
  const acceptLanguage = request.headers["accept-language"];
  return createContext({
    ...{ viewer, signal, operation, requestId: request.id, deadlineAt: clock.now() + config.requestDeadlineMs },
    ...(age === undefined ? {} : { age }),
    ...(acceptLanguage === undefined ? {} : { acceptLanguage }),
  });
}

/** All that decides the answer that shows an event, in few characters. */
function questionOf({ viewer, asked, request }: Asked): string {
  const { query, operationName, variables } = asked;
  const scopes = SCOPES.filter((scope) => viewer.scopes.has(scope));
  const all = [query, operationName, variables, viewer.subject, scopes, request.headers["accept-language"]];
  return createHash("sha256").update(JSON.stringify(all)).digest("base64");
}

function codeOf(error: unknown): string | undefined {
  const code =
    typeof error === "object" && error !== null && "extensions" in error ? (error.extensions as { code?: unknown }).code : undefined;
  return typeof code === "string" ? code : undefined;
}
