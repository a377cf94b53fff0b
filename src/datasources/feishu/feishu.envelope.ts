import { readJson } from "../../http/checks/json-check.js";
import { parseWith } from "../../http/checks/sound-check.js";
import { z } from "../../http/checks/zod.js";
import type { ExpectedAnswer, VendorResponse } from "../../http/request.js";

const text = z.string().nullish();

/** Documented and actual keys differ (`logid` and `log_id`, `scope` and `subject`), so both are read and neither is required. */
const wireError = z.looseObject({
  log_id: text,
  logid: text,
  field_violations: z.array(z.looseObject({ field: text, description: text })).nullish(),
  permission_violations: z.array(z.looseObject({ subject: text, scope: text })).nullish(),
});

/** `{code, msg, data}`; only code 0 is success, whatever the HTTP status. `msg` is for people and may change. */
const wireEnvelope = z.looseObject({ code: z.number().int(), msg: text, error: wireError.nullish().catch(null) });
export type Envelope = z.infer<typeof wireEnvelope>;

/** The envelope of an answer; undefined where it has none (the gateway's 404 is plain text, a proxy's 502 is HTML). */
export function envelopeOf(response: Pick<VendorResponse, "json">): Envelope | undefined {
  const parsed = parseWith(wireEnvelope, response.json);
  return parsed.success ? parsed.data : undefined;
}

/** The log id that Feishu's support asks for. Every answer has it as a header, failures also in the body. */
export function logIdOf(response: Pick<VendorResponse, "headers" | "json">): string | undefined {
  const told = response.headers["x-tt-logid"];
  if (told !== undefined) return told;
  const error = envelopeOf(response)?.error;
  return error?.log_id ?? error?.logid ?? response.headers["x-request-id"];
}

/** The answer with its log id in the header that the engine reads as the request id. */
export function withLogId(response: VendorResponse): VendorResponse {
  const logId = logIdOf(response);
  if (logId === undefined || logId === response.headers["x-request-id"]) return response;
  return { ...response, headers: Object.assign({}, response.headers, { "x-request-id": logId }) };
}

/** `data` of a success, checked. Refusals are classified before, so any other code here is a bad response. */
export function readData<T>(response: VendorResponse, schema: z.ZodType<T>, route: string): T {
  return readJson(withLogId(response), successOf(schema), route).data as T;
}

const successes = new WeakMap<z.ZodType, z.ZodType<{ data: unknown }>>();

/** Made once: to make a schema costs more than to use it. */
function successOf(data: z.ZodType): z.ZodType<{ data: unknown }> {
  let success = successes.get(data);
  if (success === undefined) {
    success = z.looseObject({ code: z.literal(0), data });
    successes.set(data, success);
  }
  return success;
}

/** The success of a change, as its pages promise: `msg` is "success", and `data` is `{}` or missing. */
export const EMPTY_SUCCESS: ExpectedAnswer = { statuses: [200], body: z.looseObject({ code: z.literal(0), msg: z.string() }) };
