import type { FastifyInstance } from "fastify";

const CLOSED = ["/", "/graphiql", "/web/:name", "/favicon.ico", "/docs", "/docs/:name", "/schema.graphql"];

/** In place of the pages and of the schema as text, where only trusted documents are run. */
export function closedRoutes(app: FastifyInstance): void {
  const message =
    "The pages and the schema are closed: this server runs trusted documents alone (TRUSTED_DOCUMENTS). GraphQL is asked at /graphql.";
  const answer = { errors: [{ message, extensions: { code: "FORBIDDEN" } }] };
  for (const path of CLOSED) app.get(path, (_request, reply) => reply.code(403).header("cache-control", "no-store").send(answer));
}
