import type { FastifyInstance } from "fastify";

type Headers = Readonly<Record<string, string>>;

/** For every page of the server: only named sources are loaded, and no other site may frame it. */
const NOTHING = { "default-src": ["'none'"], "base-uri": ["'none'"], "form-action": ["'none'"], "frame-ancestors": ["'none'"] };

/**
 * For all answers, made once: those that Helmet sends, frames denied. None makes a browser use TLS, which is for the proxy that holds the
 * certificate: there may be none, and HSTS binds the host name and its subdomains.
 */
const HEADERS: Headers = {
  "content-security-policy": policy(NOTHING),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "origin-agent-cluster": "?1",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-dns-prefetch-control": "off",
  "x-download-options": "noopen",
  "x-frame-options": "DENY",
  "x-permitted-cross-domain-policies": "none",
  "x-xss-protection": "0",
};

/** For refusals that are written by hand, where no hook runs. */
export const REFUSAL_HEADERS: Headers = { ...HEADERS, "cache-control": "no-store" };

/** The page at `/`: its script, style and icon, and what it asks this server for. */
export const START_PAGE_HEADERS: Headers = {
  "content-security-policy": policy({
    ...NOTHING,
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "connect-src": ["'self'"],
  }),
};

/** GraphiQL, all of it served from here. Its editor and its animations write styles into the page; pictures are part of its style sheet. */
export const GRAPHIQL_HEADERS: Headers = {
  "content-security-policy": policy({
    ...NOTHING,
    "script-src": ["'self'"],
    // Of what the editor does beside the page: files of this server, none made of a text.
    "worker-src": ["'self'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
  }),
};

/** For all answers; routes of pages replace them with their own. */
export function secureHeaders(app: FastifyInstance): void {
  app.addHook("onRequest", (_request, reply, done) => {
    reply.headers(HEADERS);
    done();
  });
}

function policy(directives: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(" ")}`)
    .join(";");
}
