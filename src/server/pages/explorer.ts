import type { ApolloServerPlugin } from "@apollo/server";
import type { FastifyInstance, FastifyReply } from "fastify";
import { GRAPHIQL_HEADERS } from "../security-headers.js";

/** Whose pages differ by whether callers have to sign in. */
export interface PageOptions {
  signIn: boolean;
}

/** Shows GraphiQL to a browser that opens `/graphql`, in place of the landing page that Apollo Server brings along. */
export function explorerPlugin(options: PageOptions): ApolloServerPlugin {
  return { serverWillStart: async () => ({ renderLandingPage: async () => ({ html: page(options) }) }) };
}

export function sendExplorer(reply: FastifyReply, html: string): FastifyReply {
  return reply.headers(GRAPHIQL_HEADERS).type("text/html; charset=utf-8").header("cache-control", "no-store").send(html);
}

export function explorerRoute(app: FastifyInstance, options: PageOptions): void {
  const html = page(options);
  app.get("/graphiql", (_request, reply) => sendExplorer(reply, html));
}

/** Its script and style are files of their own: none is within it. They are named from beside it, where `/graphql` and `/graphiql` both are. */
function page({ signIn }: PageOptions): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>GraphiQL · Hiregraph</title>
    <link rel="icon" href="web/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="web/graphiql.css">
    <script type="module" src="web/graphiql.js"></script>
  </head>
  <body>
    <div id="graphiql" data-sign-in="${signIn}">GraphiQL is being loaded. It needs JavaScript.</div>
  </body>
</html>
`;
}
