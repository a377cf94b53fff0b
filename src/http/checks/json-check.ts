import type { VendorResponse } from "../request.js";
import { nameOf, VendorError } from "../vendor-error.js";
import { parseWith } from "./sound-check.js";
import type { z } from "./zod.js";

/**
 * The body of an answer, checked. Added fields are kept, since vendors add them at any time. `where` is the route, for the message.
 *
 * @throws VendorError BAD_RESPONSE that names a missing field, or one of another kind than promised.
 */
export function readJson<T>(response: VendorResponse, schema: z.ZodType<T>, where: string): T {
  const checked = parseWith(schema, response.json);
  if (checked.success) return checked.data;
  response.forget?.();
  const upstream = { vendor: response.vendor ?? "the vendor", account: response.account };
  const faults = checked.error.issues.map((issue) => ({ path: formatPath(issue.path), message: issue.message }));
  const [first] = faults;
  const what =
    response.json === undefined ? "something that is not JSON" : `an unexpected ${first?.path ?? "body"} (${first?.message ?? "?"})`;
  const more = faults.length > 1 ? ` and ${faults.length - 1} more` : "";
  throw new VendorError({
    ...upstream,
    code: "BAD_RESPONSE",
    sent: "maybe",
    message: `${where} at ${nameOf(upstream)} was answered with ${what}${more}.`,
    status: response.status,
    vendorRequestId: response.headers["x-request-id"],
    details: { faults },
  });
}

/** `data.items[3].id`; the whole body is "body". */
export function formatPath(path: readonly PropertyKey[]): string {
  let text = "";
  for (const part of path) text += typeof part === "number" ? `[${part}]` : `${text === "" ? "" : "."}${String(part)}`;
  return text === "" ? "body" : text;
}
