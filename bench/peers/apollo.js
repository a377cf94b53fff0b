/** Apollo Server, well done: DataLoader, a pool of connections, a bare handler of node:http, and no cache control. */
import { ApolloServer, HeaderMap } from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled } from "@apollo/server/plugin/disabled";
import { executableSchema } from "./executable.js";
import { listen } from "./listen.js";
import { createLoaders } from "./schema.js";

const server = new ApolloServer({
  schema: executableSchema(),
  plugins: [ApolloServerPluginCacheControlDisabled()],
  introspection: false,
  stopOnTerminationSignals: false,
});
await server.start();

listen(async (body, { headers, method }) => {
  const map = new HeaderMap();
  for (const name in headers) map.set(name, headers[name]);
  const { body: answer } = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers: map, search: "", body: JSON.parse(body) },
    context: async () => ({ loaders: createLoaders() }),
  });
  return answer.string;
});
