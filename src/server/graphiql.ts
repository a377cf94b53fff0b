import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { FastifyInstance } from "fastify";
import { FIRST_QUERY } from "./first-query.js";

const require = createRequire(import.meta.url);

/** The explorer's files, out of the installed packages: it works where no internet is. */
const ASSETS = [
  { name: "react.js", module: "react", file: "umd/react.production.min.js", type: "text/javascript; charset=utf-8" },
  { name: "react-dom.js", module: "react-dom", file: "umd/react-dom.production.min.js", type: "text/javascript; charset=utf-8" },
  { name: "graphiql.js", module: "graphiql", file: "graphiql.min.js", type: "text/javascript; charset=utf-8" },
  { name: "graphiql.css", module: "graphiql", file: "graphiql.min.css", type: "text/css; charset=utf-8" },
] as const;

export function graphiqlRoutes(app: FastifyInstance): void {
  app.get("/graphiql", async (_request, reply) => reply.type("text/html; charset=utf-8").header("cache-control", "no-store").send(PAGE));
  for (const asset of ASSETS) {
    app.get(`/graphiql/${asset.name}`, async (_request, reply) => {
      const content = await readFile(join(dirname(require.resolve(`${asset.module}/package.json`)), asset.file));
      return reply.type(asset.type).header("cache-control", "public, max-age=3600").send(content);
    });
  }
}

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Hiregraph: GraphiQL</title>
    <link rel="stylesheet" href="/graphiql/graphiql.css">
    <style>
      body { margin: 0; }
      #graphiql { height: 100vh; }
    </style>
  </head>
  <body>
    <div id="graphiql">Loading…</div>
    <script src="/graphiql/react.js"></script>
    <script src="/graphiql/react-dom.js"></script>
    <script src="/graphiql/graphiql.js"></script>
    <script>
      const explorer = React.createElement(GraphiQL, {
        fetcher: GraphiQL.createFetcher({ url: "/graphql" }),
        defaultQuery: ${JSON.stringify(FIRST_QUERY)},
        defaultEditorToolsVisibility: true,
      });
      ReactDOM.createRoot(document.getElementById("graphiql")).render(explorer);
    </script>
  </body>
</html>
`;
