import type { Secrets } from "../secrets/secrets.js";
import type { ReadBody } from "./answers/last-bodies.js";
import type { Layer, VendorResponse } from "./request.js";
import { CallAborted, VendorError, withChanges } from "./vendor-error.js";

/** Cuts our secrets out of errors. Those that answers bring are cut where their bodies are read. */
export function cutErrorsLayer(secrets: Secrets): Layer {
  return (next) => (request, scope) =>
    next(request, scope).catch((error: unknown) => {
      throw error instanceof VendorError && !(error instanceof CallAborted) ? cleanError(error, secrets) : error;
    });
}

/**
 * The answer without secrets; the same one where there are none. They are cut out before records, messages, cursors or rows are made of it: later they
 * could not be found, once a message was shortened or its letters changed.
 */
export function withoutSecrets(response: VendorResponse, secrets: Secrets): VendorResponse {
  const headers = secrets.cutInHeaders(response.headers);
  const body = cleanBody(response, secrets);
  return headers === response.headers && body === response ? response : { ...response, headers, text: body.text, json: body.json };
}

/** The body without secrets; the same one where there are none. Its values are cut, not their JSON text: digits of a number are no secret, and JSON stays JSON. */
export function cleanBody(body: ReadBody, secrets: Secrets): ReadBody {
  const { text, json } = body;
  if (secrets.cut(text) === text) return body;
  try {
    const clean = secrets.cutIn(json);
    return { json: clean, text: clean === undefined ? secrets.cut(text) : JSON.stringify(clean) };
  } catch {
    // Nested too deeply to be walked through.
    return { json: undefined, text: secrets.cut(text) };
  }
}

function cleanError(error: VendorError, secrets: Secrets): VendorError {
  const { message, vendorCode, vendorRequestId, details } = error;
  const said = { message, vendorCode, vendorRequestId, details };
  const clean = secrets.cutIn(said);
  return clean === said ? error : withChanges(error, clean);
}
