import type { FastifyInstance } from "fastify";
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from "graphql";

/** The schema as text, for people and for tools that do not ask for it by introspection. */
export function schemaRoute(app: FastifyInstance, schema: GraphQLSchema): void {
  let text: string | undefined;
  app.get("/schema.graphql", (_request, reply) => {
    text ??= printSchema(lexicographicSortSchema(schema));
    return reply.type("text/plain; charset=utf-8").header("cache-control", "no-cache").send(text);
  });
}
