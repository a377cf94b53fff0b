import type { Secrets } from "../secrets/secrets.js";
import type { Layer, VendorResponse } from "./request.js";
import { CallAborted, VendorError, withChanges } from "./vendor-error.js";

/**
 * Cuts our secrets out of a vendor's answer before records, messages, cursors or rows are made of it. Later they could not be found, once a
 * message was shortened or its letters changed.
 */
export function cutAnswersLayer(secrets: Secrets): Layer {
  return (next) => (request, scope) => next(request, scope).then((response) => withoutSecrets(response, secrets));
}

/** Cuts errors alone: answers that bring tokens have to be read as they are. */
export function cutErrorsLayer(secrets: Secrets): Layer {
  return (next) => (request, scope) =>
    next(request, scope).catch((error: unknown) => {
      throw error instanceof VendorError && !(error instanceof CallAborted) ? cleanError(error, secrets) : error;
    });
}

/** The answer without secrets; the same one where there are none. */
export function withoutSecrets(response: VendorResponse, secrets: Secrets): VendorResponse {
  const headers = secrets.cutIn(response.headers);
  if (secrets.cut(response.text) === response.text) return headers === response.headers ? response : { ...response, headers };
  return { ...response, headers, ...cleanBody(response, secrets) };
}

/** Cuts the values, not their JSON text: digits of a number are no secret, and JSON stays JSON. */
function cleanBody({ text, json }: VendorResponse, secrets: Secrets): Pick<VendorResponse, "text" | "json"> {
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
