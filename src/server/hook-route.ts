import type { FastifyError, FastifyInstance } from "fastify";

/** What is answered to a request at the address of a webhook. */
interface HookAnswer {
  status: number;
  json: object;
  retryAfterS?: number;
}

/** Takes in what vendors send. */
export interface HookRoute {
  /** The answer where the body is not to be read at all. */
  refusalOf(url: string, method: string): HookAnswer | undefined;
  /** The answer where the body could not be read. */
  unread(url: string, status: number): HookAnswer;
  answer(url: string, request: { method: "GET" | "POST"; headers: NodeJS.Dict<string | string[]>; body: Buffer }): Promise<HookAnswer>;
}

const PREFIX = "/hooks";
const ANY = "/*";
/** The largest payloads of vendors, about candidates, have some tens of kilobytes. */
const MAX_BODY_BYTES = 512 * 1024;

/**
 * Whether a request goes to an address of webhooks, or to what looks like one: its path holds a secret and is told to nobody.
 *
 * @param route as Fastify has matched it, which decodes the path
 */
export function isHook(url: string, route: string | undefined): boolean {
  return route === PREFIX + ANY || url.startsWith(`${PREFIX}/`);
}

/** Nobody signs in there, no page of another site may read the answer, and the bytes come as they are, whatever their type. */
export function hookRoutes(app: FastifyInstance, hooks: HookRoute): void {
  const scoped = async (scope: FastifyInstance) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    scope.addHook("onRequest", (request, reply, done) => {
      reply.header("cache-control", "no-store");
      const refusal = hooks.refusalOf(request.raw.url ?? "", request.method);
      if (refusal !== undefined) return send(reply, refusal);
      // Fastify refuses a type that it cannot read before it looks for a parser.
      request.raw.headers["content-type"] = "application/octet-stream";
      done();
    });
    scope.setErrorHandler<FastifyError>((error, request, reply) => {
      const status = error.statusCode ?? 500;
      if (status >= 500) throw error;
      send(reply, hooks.unread(request.raw.url ?? "", status));
    });
    // Methods that Fastify has no routes for; the hook above answers.
    scope.setNotFoundHandler((request, reply) => send(reply, hooks.unread(request.raw.url ?? "", 404)));
    scope.route<{ Body: Buffer | undefined }>({
      method: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
      url: ANY,
      bodyLimit: MAX_BODY_BYTES,
      config: { cors: false },
      handler: async (request, reply) => {
        const { headers, body = Buffer.alloc(0) } = request;
        const method = request.method === "GET" ? "GET" : "POST";
        send(reply, await hooks.answer(request.raw.url ?? "", { method, headers, body }));
        return reply;
      },
    });
  };
  app.register(scoped, { prefix: PREFIX });
}

function send(
  reply: { code(status: number): unknown; header(name: string, value: string): unknown; send(body: object): unknown },
  answer: HookAnswer,
) {
  reply.code(answer.status);
  if (answer.retryAfterS !== undefined) reply.header("retry-after", String(answer.retryAfterS));
  reply.send(answer.json);
}
