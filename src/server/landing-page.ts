import type { ApolloServerPlugin } from "@apollo/server";
import { ApolloServerPluginLandingPageLocalDefault } from "@apollo/server/plugin/landingPage/default";
import { FIRST_QUERY } from "./first-query.js";

/** Apollo Sandbox, inside our page. It comes from Apollo's servers; the queries themselves go from the browser straight to us. */
export function landingPagePlugin(): ApolloServerPlugin {
  return ApolloServerPluginLandingPageLocalDefault({
    embed: { runTelemetry: false, endpointIsEditable: false },
    document: FIRST_QUERY,
    footer: false,
  });
}

/**
 * Fits Apollo's page to this server: it takes its own address for the endpoint, which is wrong on `/`, and it offers nothing where
 * the browser cannot reach the internet. The style needs the page's nonce, for its content security policy allows no other.
 */
export function fitLandingPage(html: string): string {
  const nonce = /nonce-([0-9a-f]+)/.exec(html)?.[1] ?? "";
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
