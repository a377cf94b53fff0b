import { VendorError } from "../../../http/vendor-error.js";
import type { GreenhouseWrites } from "../greenhouse.api.js";
import { OPENING_STATUS_WORD } from "../greenhouse.mapping.js";
import type { HarvestV3Client } from "./harvest-v3.client.js";
import type { WireNewOpening, WireOpeningEdit } from "./harvest-v3.wire.js";

/** One opening a request (https://harvestdocs.greenhouse.io/docs/write-endpoint-migration-guide). */
export function harvestV3Writes(client: HarvestV3Client): GreenhouseWrites {
  /** Left out, until an answer wants it. */
  let namesJob = false;
  return {
    mostCreatedAtOnce: 1,
    mostDeletedAtOnce: 1,
    createOpenings: async (jobId, [opening], scope) => {
      if (opening === undefined) throw new Error("There is no opening to make");
      const created: WireNewOpening = { job_id: Number(jobId) };
      if (opening.openingId !== null) created.opening_id = opening.openingId;
      if (opening.customFields.length > 0) created.custom_fields = opening.customFields;
      const { id, response } = await client.createOpening(created, scope);
      return { ids: [id], requestId: response.headers["x-request-id"] };
    },
    editOpening: async ({ jobId, openingId }, { openingId: text, status, closeReasonId, customFields }, scope) => {
      const edit: WireOpeningEdit = {};
      if (text !== undefined) edit.opening_id = text;
      if (status !== undefined) edit.status = OPENING_STATUS_WORD[status];
      if (closeReasonId !== undefined) edit.close_reason_id = Number(closeReasonId);
      if (customFields !== undefined) edit.custom_fields = customFields;
      const send = () => client.editOpening(openingId, { ...(namesJob ? { job_id: Number(jobId) } : {}), ...edit }, scope);
      const response = await send().catch((error: unknown) => {
        // Whether a body names the job is nowhere said. A refusal for that has changed nothing, so the other form is sent, once.
        if (namesJob || !isAboutTheJob(error)) throw error;
        namesJob = true;
        return send();
      });
      return { requestId: response.headers["x-request-id"] };
    },
    deleteOpenings: async (_jobId, [id], scope) => {
      if (id === undefined) throw new Error("There is no opening to delete");
      try {
        const response = await client.deleteOpening(id, scope);
        return { deletedIds: [id], keptIds: [], requestId: response.headers["x-request-id"] };
      } catch (error) {
        // It is open, filled or gone: Greenhouse decided so of this opening, as v1 says of an id that it lists as failed.
        const isKept = error instanceof VendorError && error.sent === "yes" && (error.code === "REJECTED" || error.code === "NOT_FOUND");
        if (!isKept) throw error;
        return { deletedIds: [], keptIds: [id], requestId: error.vendorRequestId };
      }
    },
  };
}

function isAboutTheJob(error: unknown): boolean {
  return error instanceof VendorError && error.status === 422 && error.sent === "yes" && error.message.includes("job_id");
}
