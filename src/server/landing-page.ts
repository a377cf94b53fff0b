import type { ApolloServerPlugin } from "@apollo/server";
import { ApolloServerPluginLandingPageLocalDefault } from "@apollo/server/plugin/landingPage/default";
import type { FastifyReply } from "fastify";
import { FIRST_QUERY } from "./first-query.js";
import { sandboxHeaders } from "./security-headers.js";

/** Apollo Sandbox, inside our page. It comes from Apollo's servers; the queries themselves go from the browser straight to us. */
export function landingPagePlugin(): ApolloServerPlugin {
  return ApolloServerPluginLandingPageLocalDefault({
    embed: { runTelemetry: false, endpointIsEditable: false },
    document: FIRST_QUERY,
    footer: false,
  });
}

/** Apollo's page, fitted to this server, with headers that let it load what it needs and no more. */
export async function sendLandingPage(reply: FastifyReply, html: string): Promise<FastifyReply> {
  const nonce = /nonce-([0-9a-f]+)/.exec(html)?.[1] ?? "";
  await reply.helmet(sandboxHeaders(nonce));
  return reply.type("text/html; charset=utf-8").header("cache-control", "no-store").send(fitLandingPage(html, nonce));
}

/**
 * Fits Apollo's page to this server: it takes its own address for the endpoint, which is wrong on `/`, and it offers nothing where
 * the browser cannot reach the internet. The style needs the page's nonce, for its content security policy allows no other.
 */
function fitLandingPage(html: string, nonce: string): string {
  const offline = `
<style nonce="${nonce}">
  .offline { position: fixed; right: 0; bottom: 0; z-index: 10; padding: 4px 10px; background: #1b2240; font: 13px sans-serif; }
  .offline a { color: #fff; }
</style>
<nav class="offline"><a href="/graphiql">No internet access? GraphiQL is served from here</a></nav>`;
  return html
    .trimStart()
    .replace("var initialEndpoint = window.location.href;", 'var initialEndpoint = new URL("/graphql", window.location.href).href;')
    .replace("<title>Apollo Server</title>", "<title>Hiregraph</title>")
    .replace("</body>", `${offline}\n</body>`);
}
