import type { VendorPolicy } from "./policy.js";
import type { Layer } from "./request.js";
import { CallAborted, nameOf, VendorError } from "./vendor-error.js";

const DEFAULT_PORTS: Record<string, number> = { "http:": 80, "https:": 443 };

/** Makes each attempt a span of the operation that it is sent for. Where nothing is traced it does nothing. */
export function traceLayer({ vendor, account, baseUrl }: Pick<VendorPolicy, "vendor" | "account" | "baseUrl">): Layer {
  const { hostname, port, protocol } = new URL(baseUrl);
  const destination = { source: nameOf({ vendor, account }), host: hostname, port: port === "" ? DEFAULT_PORTS[protocol] : Number(port) };
  return (next) => (request, scope) => {
    if (scope.trace === undefined) return next(request, scope);
    const { method, route, intent } = request;
    const span = scope.trace.attempt({ method, route, intent, ...destination });
    return next({ span, ...request }, scope).then(
      (response) => {
        span.ended({ status: response.status });
        return response;
      },
      (error: unknown) => {
        span.ended({ status: error instanceof VendorError ? error.status : undefined, failure: failureOf(error) });
        throw error;
      },
    );
  };
}

/** A word of a closed list: messages may quote what a vendor answered. */
function failureOf(error: unknown): string {
  if (error instanceof CallAborted) return "ABORTED";
  if (error instanceof VendorError) return error.code;
  return error instanceof Error ? error.name : "_OTHER";
}
