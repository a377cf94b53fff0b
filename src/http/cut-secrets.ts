import type { Secrets } from "../secrets/secrets.js";
import type { Layer, VendorResponse } from "./request.js";
import { CallAborted, VendorError, withChanges } from "./vendor-error.js";

/**
 * What a vendor gives back of our secrets goes no further than here: records, messages, cursors and rows are made of what is left. Later
 * they could not be found any more, once a message was shortened or its letters changed.
 */
export function cutAnswersLayer(secrets: Secrets): Layer {
  return (next) => async (request, scope) => withoutSecrets(await next(request, scope), secrets);
}

/** For the answers that have to be read as they are, because they bring tokens: what is told of them holds none. */
export function cutErrorsLayer(secrets: Secrets): Layer {
  return (next) => async (request, scope) => {
    try {
      return await next(request, scope);
    } catch (error) {
      throw error instanceof VendorError && !(error instanceof CallAborted) ? cleanError(error, secrets) : error;
    }
  };
}

function withoutSecrets(response: VendorResponse, secrets: Secrets): VendorResponse {
  const headers = secrets.cutIn(response.headers);
  if (secrets.cut(response.text) === response.text) return headers === response.headers ? response : { ...response, headers };
  return { ...response, headers, ...cleanBody(response, secrets) };
}

/** Cut in the values, not in their text: digits that stand for a number are no secret, and what is JSON stays JSON. */
function cleanBody({ text, json }: VendorResponse, secrets: Secrets): Pick<VendorResponse, "text" | "json"> {
  try {
    const clean = secrets.cutIn(json);
    return { json: clean, text: clean === undefined ? secrets.cut(text) : JSON.stringify(clean) };
  } catch {
    // Nested deeper than can be gone through.
    return { json: undefined, text: secrets.cut(text) };
  }
}

function cleanError(error: VendorError, secrets: Secrets): VendorError {
  const { message, vendorCode, vendorRequestId, details } = error;
  const said = { message, vendorCode, vendorRequestId, details };
  const clean = secrets.cutIn(said);
  return clean === said ? error : withChanges(error, clean);
}
