/** mercurius on Fastify, with graphql-jit: its queries are compiled. The same DataLoaders as the others. */
import { fastify } from "fastify";
import mercurius from "mercurius";
import { createLoaders, resolvers, typeDefs } from "./schema.js";

const app = fastify();
await app.register(mercurius, { schema: typeDefs, resolvers, context: () => ({ loaders: createLoaders() }), jit: 1 });
process.send(`${await app.listen({ host: "127.0.0.1", port: 0 })}/graphql`);
