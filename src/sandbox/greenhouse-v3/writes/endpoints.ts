import type { StandInResponse } from "../../kit/exchange.js";
import type { Call, Endpoint, Ground } from "../call.js";
import { invalid, notFound, Refusal, unprocessable } from "../refusals.js";
import { jobView, openingView } from "../wire.js";
import type { BulkRequest } from "./bulk-desk.js";
import { editJob } from "./job-rules.js";
import { type Changed, createOpening, deleteOpening, editOpening, hire } from "./opening-rules.js";

const MOST_BULK_BYTES = 10 * 1024 * 1024;
const MOST_URL_CHARACTERS = 255;

/** Endpoints of changes, and the read of a bulk request. https://harvestdocs.greenhouse.io/docs/write-endpoint-migration-guide */
export const writeEndpoints: readonly Endpoint[] = [
  {
    method: "POST",
    path: "/v3/openings",
    scope: () => "harvest:openings:create",
    answer: (call) => ({ status: 201, json: shown(call, createOpening(call.ground, call.body())) }),
  },
  {
    method: "PATCH",
    path: "/v3/openings/{id}",
    scope: () => "harvest:openings:update",
    answer: (call) => ({ status: 200, json: shown(call, editOpening(call.ground, Number(call.part), call.body())) }),
  },
  {
    method: "DELETE",
    path: "/v3/openings/{id}",
    scope: () => "harvest:openings:destroy",
    answer: (call) => {
      const { id } = deleteOpening(call.ground, Number(call.part)).opening;
      return call.knobs.deleteStatus === 204 ? { status: 204 } : { status: 200, json: { id, message: "Opening: 1 deleted successfully" } };
    },
  },
  {
    method: "POST",
    path: "/v3/openings/bulk",
    scope: () => "harvest:openings:create",
    answer: (call) => accepted(call, (ground, element) => createOpening(ground, element)),
  },
  {
    method: "PATCH",
    path: "/v3/openings/bulk",
    scope: () => "harvest:openings:update",
    answer: (call) =>
      accepted(call, (ground, element) => {
        if (typeof element !== "object" || element === null) throw unprocessable("Each record must be an object");
        const { id, ...edit } = element as { id: number };
        editOpening(ground, id, edit);
      }),
  },
  {
    method: "DELETE",
    path: "/v3/openings/bulk",
    scope: () => "harvest:openings:destroy",
    answer: (call) => accepted(call, (ground, element) => deleteOpening(ground, element as number)),
  },
  {
    method: "GET",
    path: "/v3/bulk_requests/{uuid}",
    scope: (knobs) => knobs.bulkPollScope,
    answer: (call) => {
      const { bulk } = call.around;
      const request = bulk.requests.find((one) => one.uuid === call.part);
      if (request === undefined) throw notFound(`Bulk request ${call.part} was not found`);
      return { status: 200, json: bulk.details(request) };
    },
  },
  {
    method: "PATCH",
    path: "/v3/jobs/{id}",
    scope: () => "harvest:jobs:update",
    answer: (call) => ({ status: 200, json: jobView(call, editJob(call.ground, Number(call.part), call.body())) }),
  },
  {
    method: "POST",
    path: "/v3/applications/{id}/hire",
    scope: () => "harvest:applications:hire",
    answer: (call) => {
      hire(call.ground, Number(call.part), call.body());
      return { status: 204 };
    },
  },
];

function shown(call: Call, { job, opening }: Changed): object {
  return openingView(call, job, opening);
}

/** Checks the form of the body at once, and each record in its turn. */
function accepted(call: Call, work: (ground: Ground, element: unknown) => void): StandInResponse {
  const { request } = call;
  if (request.rawBody.length > MOST_BULK_BYTES) throw new Refusal(413);
  const { data, callbackUrl } = bulkBody(call.body());
  const made = call.around.bulk.submit({
    endpoint: `${request.method} ${request.path}`,
    requestedBy: call.actor.id,
    callbackUrl,
    work: data.map((element) => (now) => work({ ...call.ground, now }, element)),
  });
  return { status: 202, json: ticket(made) };
}

function bulkBody(json: unknown): { data: unknown[]; callbackUrl: string | null } {
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw unprocessable("The body must be a JSON object");
  const { data, callback_url: callbackUrl, ...extra } = json as { data?: unknown; callback_url?: unknown };
  if (Object.keys(extra).length > 0) throw unprocessable(`Invalid body params: ${Object.keys(extra).join(", ")}`);
  if (!Array.isArray(data) || data.length === 0) throw invalid("data", "must be an array of records");
  if (callbackUrl === undefined) return { data, callbackUrl: null };
  if (typeof callbackUrl !== "string" || !callbackUrl.startsWith("https://") || callbackUrl.length > MOST_URL_CHARACTERS) {
    throw invalid("callback_url", `must be an https address of at most ${MOST_URL_CHARACTERS} characters`);
  }
  return { data, callbackUrl };
}

function ticket({ uuid }: BulkRequest): object {
  return { bulk_action_uuid: uuid, status: "building", status_url: `v3/bulk_requests/${uuid}` };
}
