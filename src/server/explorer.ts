import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { ApolloServerPlugin } from "@apollo/server";
import type { FastifyInstance, FastifyReply } from "fastify";
import { FIRST_QUERY } from "./first-query.js";
import { EXPLORER_HEADERS } from "./security-headers.js";

const require = createRequire(import.meta.url);

/** The files of GraphiQL, out of the installed packages: the explorer works where no internet is. */
const ASSETS = [
  { name: "react.js", module: "react", file: "umd/react.production.min.js", type: "text/javascript; charset=utf-8" },
  { name: "react-dom.js", module: "react-dom", file: "umd/react-dom.production.min.js", type: "text/javascript; charset=utf-8" },
  { name: "graphiql.js", module: "graphiql", file: "graphiql.min.js", type: "text/javascript; charset=utf-8" },
  { name: "graphiql.css", module: "graphiql", file: "graphiql.min.css", type: "text/css; charset=utf-8" },
] as const;

/** Shows the explorer to a browser that opens `/graphql`, in place of the landing page that Apollo Server brings along. */
export function explorerPlugin(): ApolloServerPlugin {
  return { serverWillStart: async () => ({ renderLandingPage: async () => ({ html: PAGE }) }) };
}

export function sendExplorer(reply: FastifyReply): FastifyReply {
  return reply.headers(EXPLORER_HEADERS).type("text/html; charset=utf-8").header("cache-control", "no-store").send(PAGE);
}

export function explorerRoutes(app: FastifyInstance): void {
  // For people, whatever their browser says it accepts.
  app.get("/", (_request, reply) => sendExplorer(reply));
  app.get("/graphiql", (_request, reply) => reply.redirect("/", 301));
  for (const asset of ASSETS) {
    app.get(`/graphiql/${asset.name}`, async (_request, reply) => {
      const content = await readFile(join(dirname(require.resolve(`${asset.module}/package.json`)), asset.file));
      return reply.type(asset.type).header("cache-control", "public, max-age=3600").send(content);
    });
  }
  // Files of their own, so that the page needs no script and no style within it.
  app.get("/graphiql/start.js", async (_request, reply) => reply.type("text/javascript; charset=utf-8").send(START));
  app.get("/graphiql/page.css", async (_request, reply) => reply.type("text/css; charset=utf-8").send(STYLE));
}

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Hiregraph</title>
    <link rel="stylesheet" href="/graphiql/graphiql.css">
    <link rel="stylesheet" href="/graphiql/page.css">
  </head>
  <body>
    <div id="graphiql">Loading…</div>
    <script src="/graphiql/react.js"></script>
    <script src="/graphiql/react-dom.js"></script>
    <script src="/graphiql/graphiql.js"></script>
    <script src="/graphiql/start.js"></script>
  </body>
</html>
`;

const STYLE = `body { margin: 0; }
#graphiql { height: 100vh; }
`;

const START = `const explorer = React.createElement(GraphiQL, {
  fetcher: GraphiQL.createFetcher({ url: "/graphql" }),
  defaultQuery: ${JSON.stringify(FIRST_QUERY)},
  defaultEditorToolsVisibility: true,
});
ReactDOM.createRoot(document.getElementById("graphiql")).render(explorer);
`;
