import type { FastifyInstance } from "fastify";
import { START_PAGE_HEADERS } from "../security-headers.js";
import type { PageOptions } from "./explorer.js";

/**
 * The page at `/`; its links are relative, since a proxy may serve it below a path of its own. It holds nothing that a stranger may not know: what the server's sources are and what they answer it asks for at `/graphql`,
 * with its reader's token where one is needed, and so with its reader's rights.
 */
export function startPageRoute(app: FastifyInstance, options: PageOptions): void {
  const html = page(options);
  // For people, whatever their browser says it accepts.
  app.get("/", (_request, reply) =>
    reply.headers(START_PAGE_HEADERS).type("text/html; charset=utf-8").header("cache-control", "no-store").send(html),
  );
}

const SIGN_IN = `
      <form id="sign-in" class="card" autocomplete="off">
        <h2>Sign in</h2>
        <p id="why-sign-in">Callers of this server sign in: a token with the scope <code>read</code> is needed to see its sources and its answers. This page keeps
          the token in its memory and sends it to this server alone.</p>
        <div class="field">
          <label for="token">Token</label>
          <input id="token" type="password" autocomplete="off" spellcheck="false" required aria-describedby="why-sign-in">
          <button type="submit">Ask with it</button>
        </div>
      </form>`;

const METRICS = `
          <li><a href="metrics">Metrics</a> <span>for Prometheus</span></li>`;

function page({ signIn }: PageOptions): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Hiregraph</title>
    <link rel="icon" href="web/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="web/start.css">
    <script type="module" src="web/start.js"></script>
  </head>
  <body>
    <div class="page">
      <header>
        <p class="name"><img src="web/icon.svg" alt="" width="32" height="32"> Hiregraph <span id="version"></span></p>
        <h1>One graph over the systems you recruit with</h1>
        <p class="lead">Hiregraph is one GraphQL server, on your own machine, that makes one graph of requisitions, seats and advertisements, joined by the
          requisition code. A change is made once and its outcome told truthfully, and a vendor that is down costs its own records alone.</p>
        <p class="actions"><a class="button" href="graphiql">Open GraphiQL</a> <a class="button quiet" href="schema.graphql">Read the schema</a></p>
      </header>
      <main>${signIn ? SIGN_IN : ""}
        <section aria-labelledby="sources-title">
          <h2 id="sources-title">Sources</h2>
          <p class="note">An account at a vendor is <b>live</b>, a <b>stand-in</b> that comes with the server (<code>SANDBOX</code>), or <b>off</b>.</p>
          <ul id="sources" class="sources" aria-busy="true"><li class="source none">${signIn ? "Shown to those who are signed in." : "Asking the server…"}</li></ul>
        </section>
        <section aria-labelledby="query-title">
          <div class="title">
            <h2 id="query-title">The first query</h2>
            <p id="status" class="note" role="status"></p>
            <button id="again" type="button"${signIn ? " hidden" : ""}>Ask again</button>
          </div>
          <div class="exchange">
            <div class="pane"><h3>Asked at <code>/graphql</code></h3><pre id="query" tabindex="0" role="region" aria-label="The query"></pre></div>
            <div class="pane"><h3>Answered</h3><pre id="answer" tabindex="0" role="region" aria-label="The answer"></pre></div>
          </div>
          <noscript><p class="card">This part needs JavaScript. Without it, ask <code>/graphql</code> from a terminal, or read
            <a href="schema.graphql">the schema</a>.</p></noscript>
        </section>
      </main>
      <footer>
        <ul>
          <li><a href="graphiql">GraphiQL</a> <span>served by this server, with four operations ready</span></li>
          <li><a id="sandbox" href="https://studio.apollographql.com/sandbox" rel="noreferrer">Apollo Sandbox</a> <span>online; needs <code>CORS_ORIGINS=<wbr>https://studio.apollographql.com</code></span></li>
          <li><a href="schema.graphql">schema.graphql</a> <span>the whole graph; its descriptions are the manual</span></li>
          <li><a href="docs/readme">Documentation</a> <span>the pages that came with this server</span></li>${signIn ? "" : METRICS}
        </ul>
      </footer>
    </div>
  </body>
</html>
`;
}
