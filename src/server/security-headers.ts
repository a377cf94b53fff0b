import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";

type Directives = Record<string, readonly string[]>;

/** What every page of ours has in common: nothing is loaded that is not named, and no page of another site may hold it in a frame. */
const NOTHING: Directives = { "default-src": ["'none'"], "base-uri": ["'none'"], "form-action": ["'none'"], "frame-ancestors": ["'none'"] };

/** The same for refusals that are written by hand, where no hook of Helmet's runs. */
export const REFUSAL_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": Object.entries(NOTHING)
    .map(([name, sources]) => `${name} ${sources.join(" ")}`)
    .join(";"),
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cache-control": "no-store",
};

/** GraphiQL, all of it served from here. Its editor and its animations write styles into the page; pictures are part of its style sheet. */
export const EXPLORER_HEADERS = pageHeaders({
  "script-src": ["'self'"],
  "style-src": ["'self'", "'unsafe-inline'"],
  "img-src": ["'self'", "data:"],
  "font-src": ["'self'", "data:"],
  "connect-src": ["'self'"],
});

/** For all answers; the routes of pages, which load things, put their own in place of these. */
export async function secureHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    ...pageHeaders({}),
    xFrameOptions: { action: "deny" },
    // Whether its name is to be asked for over TLS alone, and its subdomains too, is for whoever has the name to say: the proxy that has the certificate.
    strictTransportSecurity: false,
  });
}

function pageHeaders(directives: Directives) {
  // Helmet's defaults would have a browser ask for everything over TLS, also where there is none.
  return { contentSecurityPolicy: { useDefaults: false, directives: { ...NOTHING, ...directives } } };
}
