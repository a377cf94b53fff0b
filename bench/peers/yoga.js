/** GraphQL Yoga on node:http. */
import { createServer } from "node:http";
import { createYoga } from "graphql-yoga";
import { executableSchema } from "./executable.js";
import { createLoaders } from "./schema.js";

const yoga = createYoga({ schema: executableSchema(), context: () => ({ loaders: createLoaders() }), logging: false, graphiql: false });
const server = createServer(yoga);
server.listen(0, "127.0.0.1", () => process.send(`http://127.0.0.1:${server.address().port}/graphql`));
