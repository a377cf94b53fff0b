import type { Endpoint } from "./call.js";
import { closeOpening, createOpenings, destroyOpenings, editOpening, knownCloseReason } from "./opening-rules.js";
import { listResponse } from "./paging.js";
import { forbidden, invalid } from "./refusals.js";

/** Endpoints of openings (README, "Endpoints"), and the hire of an application, which closes an opening. */
export const openingEndpoints: readonly Endpoint[] = [
  {
    name: "openings:list",
    method: "GET",
    path: "/v1/jobs/{job}/openings",
    answer: (call) => {
      const job = call.job();
      const rows = job.openings.filter((opening) => matchesFilterWord(call.request.query.get("status"), opening.status));
      const page = call.around.pager.page(call.request, rows);
      return listResponse({ ...page, rows: page.rows.map((opening) => call.around.views.opening(job, opening)) });
    },
  },
  {
    name: "openings:get",
    method: "GET",
    path: "/v1/jobs/{job}/openings/{opening}",
    answer: (call) => {
      const job = call.job();
      return { status: 200, json: call.around.views.opening(job, call.opening(job)) };
    },
  },
  {
    name: "openings:create",
    method: "POST",
    path: "/v1/jobs/{job}/openings",
    answer: (call) => {
      const job = call.job();
      call.editor(job);
      const created = createOpenings(call.ground, job, call.body());
      // This answer has fewer keys, and `open_date` instead of `opened_at`.
      const openings = created.map(({ id, opening_id, opened_at }) => ({ id, opening_id, open_date: opened_at }));
      return { status: call.around.knobs.createStatus, json: { openings } };
    },
  },
  {
    name: "openings:edit",
    method: "PATCH",
    path: "/v1/jobs/{job}/openings/{opening}",
    answer: (call) => {
      const job = call.job();
      const opening = call.opening(job);
      call.editor(job);
      editOpening(call.ground, job, opening, call.body());
      // This answer is the string "true", without the opening; the delete below answers the boolean.
      return { status: 200, json: { success: "true" } };
    },
  },
  {
    // The v1 path was retired on 2022-11-21, so it is a 404 here.
    name: "openings:destroy",
    method: "DELETE",
    path: "/v2/jobs/{job}/openings",
    answer: (call) => {
      const job = call.job();
      call.editor(job);
      if (call.around.knobs.deletionDisabled) throw forbidden("Your organization does not allow openings to be deleted");
      const { deleted, failed } = destroyOpenings(job, call.body());
      return { status: 200, json: { success: true, deleted_ids: deleted, failed_ids: failed } };
    },
  },
  {
    name: "applications:hire",
    method: "POST",
    path: "/v1/applications/{application}/hire",
    answer: (call) => {
      const application = call.named(call.state.applications);
      const job = call.state.jobs.find((one) => one.id === application.jobId);
      call.actor();
      const body = call.request.rawBody === "" ? {} : call.body();
      if (application.status !== "active") throw invalid("id", "Must be an active application");
      const reason = body.close_reason_id === undefined ? null : knownCloseReason(call.state, body.close_reason_id);
      const open = job?.openings.filter((opening) => opening.status === "open") ?? [];
      const chosen = body.opening_id === undefined ? open[0] : open.find((opening) => opening.id === body.opening_id);
      if (job === undefined || chosen === undefined) throw invalid("opening_id", "Must be an open opening of the job");
      closeOpening(call.ground, job, chosen, { reason, applicationId: application.id });
      application.status = "hired";
      return { status: 200, json: { success: true } };
    },
  },
];

/** The filter's values are `opened` and `closed`, the field's `open` and `closed`. Any other value, `open` too, means all. */
function matchesFilterWord(word: string | null, status: string): boolean {
  if (word === "opened") return status === "open";
  return word === "closed" ? status === "closed" : true;
}
