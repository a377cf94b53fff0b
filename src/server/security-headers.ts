import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";

type Directives = Record<string, readonly string[]>;

/** For every page of the server: only named sources are loaded, and no other site may frame it. */
const NOTHING: Directives = { "default-src": ["'none'"], "base-uri": ["'none'"], "form-action": ["'none'"], "frame-ancestors": ["'none'"] };

/** The same for refusals that are written by hand, where Helmet's hook does not run. */
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

/** For all answers; routes of pages replace them with their own. */
export async function secureHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    ...pageHeaders({}),
    xFrameOptions: { action: "deny" },
    // HSTS binds the host name and its subdomains, so it is for the proxy that holds the certificate.
    strictTransportSecurity: false,
  });
}

function pageHeaders(directives: Directives) {
  // Helmet's defaults make a browser use TLS for everything, also where there is none.
  return { contentSecurityPolicy: { useDefaults: false, directives: { ...NOTHING, ...directives } } };
}
