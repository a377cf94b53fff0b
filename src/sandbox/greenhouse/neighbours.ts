import type { Call, Endpoint } from "./call.js";
import { fieldsOf, valuesAfter } from "./custom-field-rules.js";
import { filteredJobs } from "./job-filters.js";
import { jobTime, resetApprovals, resetOfficialApproval } from "./opening-rules.js";
import { listResponse, numberedPage } from "./paging.js";
import { FIELD_TYPES, type JobRecord } from "./records.js";
import { invalid, notFound } from "./refusals.js";
import { optionView } from "./views.js";

/** Jobs, close reasons, custom fields and users. */
export const neighbourEndpoints: readonly Endpoint[] = [
  {
    name: "jobs:list",
    method: "GET",
    path: "/v1/jobs",
    answer: (call) => {
      const page = numberedPage(call.request, call.around.knobs, filteredJobs(call.state, call.request.query));
      return listResponse({ ...page, rows: page.rows.map((job) => call.around.views.job(job)) });
    },
  },
  {
    name: "jobs:get",
    method: "GET",
    path: "/v1/jobs/{job}",
    answer: (call) => ({ status: 200, json: call.around.views.job(call.job()) }),
  },
  {
    name: "jobs:edit",
    method: "PATCH",
    path: "/v1/jobs/{job}",
    answer: (call) => {
      const job = call.job();
      call.editor(job);
      editJob(call, job, call.body());
      return { status: 200, json: call.around.views.job(job, { openingFields: true }) };
    },
  },
  {
    name: "hiring_team:get",
    method: "GET",
    path: "/v1/jobs/{job}/hiring_team",
    answer: (call) => ({ status: 200, json: call.around.views.hiringTeam(call.job()) }),
  },
  {
    // No paging is documented for it.
    name: "close_reasons:list",
    method: "GET",
    path: "/v1/close_reasons",
    answer: (call) => ({ status: 200, json: call.state.closeReasons }),
  },
  {
    name: "custom_fields:list",
    method: "GET",
    path: "/v1/custom_fields/{field_type}",
    answer: (call) => {
      const type = FIELD_TYPES.find((one) => one === call.parts[0]);
      if (type === undefined) throw notFound();
      const all = call.request.query.get("include_inactive") === "true";
      const hidden = type === "opening" && !call.around.knobs.openingCustomFields;
      const rows = call.state.customFields.filter((field) => field.field_type === type && (field.active || all) && !hidden);
      const page = call.around.pager.page(call.request, rows);
      return listResponse({ ...page, rows: page.rows.map((field) => call.around.views.customField(field)) });
    },
  },
  {
    name: "custom_fields:get",
    method: "GET",
    path: "/v1/custom_field/{field}",
    answer: (call) => ({ status: 200, json: call.around.views.customField(call.named(call.state.customFields)) }),
  },
  {
    name: "custom_field_options:list",
    method: "GET",
    path: "/v1/custom_field/{field}/custom_field_options",
    answer: (call) => {
      const { options } = call.named(call.state.customFields);
      const type = call.request.query.get("type") ?? "active";
      if (!["all", "active", "inactive"].includes(type)) throw invalid("type", "Must be one of: all, active, inactive");
      const page = call.around.pager.page(
        call.request,
        options.filter((option) => type === "all" || option.active === (type === "active")),
      );
      return listResponse({ ...page, rows: page.rows.map(optionView) });
    },
  },
  {
    name: "users:list",
    method: "GET",
    path: "/v1/users",
    answer: (call) => {
      const email = call.request.query.get("email")?.toLowerCase();
      const rows = call.state.users.filter((user) => email === undefined || user.emails.some((one) => one.toLowerCase() === email));
      const page = numberedPage(call.request, call.around.knobs, rows);
      return listResponse({ ...page, rows: page.rows.map((user) => call.around.views.user(user)) });
    },
  },
  {
    name: "users:get",
    method: "GET",
    path: "/v1/users/{user}",
    answer: (call) => ({ status: 200, json: call.around.views.user(call.named(call.state.users)) }),
  },
];

/** Edits a part of the documented fields. `status` is not one of them: this endpoint opens and closes no job. */
function editJob(call: Call, job: JobRecord, body: Record<string, unknown>): void {
  const name = text(body, "name");
  if (name?.trim() === "") throw invalid("name", "can't be blank");
  const notes = text(body, "notes");
  const requisition = text(body, "requisition_id");
  const { values, changed } = valuesAfter({
    input: body.custom_fields,
    fields: fieldsOf(call.state, call.around.knobs, "job", job),
    current: job.values,
    users: call.state.users,
    mayDelete: true,
  });
  if (requisition !== undefined && requisition !== job.requisition_id) resetApprovals(job);
  if (changed.some((field) => field.require_approval)) resetOfficialApproval(job);
  job.name = name ?? job.name;
  job.notes = notes ?? job.notes;
  job.requisition_id = requisition ?? job.requisition_id;
  job.values = values;
  job.updated_at = jobTime(call.around.now());
}

function text(body: Record<string, unknown>, field: string): string | undefined {
  const value = body[field];
  if (value !== undefined && typeof value !== "string") throw invalid(field, "Must be a string");
  return value;
}
