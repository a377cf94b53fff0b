import { type Ground, jobById, mustEdit } from "../call.js";
import type { JobRecord } from "../records.js";
import { invalid, unprocessable } from "../refusals.js";
import { type BodyShape, closedBody } from "./body.js";
import { valuesAfter } from "./custom-field-writes.js";
import { resetApprovals, resetOfficialApproval } from "./opening-rules.js";

interface Edit {
  name?: string;
  notes?: string | null;
  requisition_id?: string | null;
  department_id?: number | null;
  office_ids?: number[];
  custom_fields?: unknown[];
}

/** `status` is not among them: a job opens and closes through its openings. */
const EDIT: BodyShape = {
  name: { kind: "text" },
  notes: { kind: "text", nullable: true },
  requisition_id: { kind: "text", nullable: true },
  department_id: { kind: "integer", nullable: true },
  office_ids: { kind: "integers" },
  custom_fields: { kind: "customFields" },
};

/** PATCH of a job. https://harvestdocs.greenhouse.io/reference/patch_v3-jobs-id */
export function editJob(ground: Ground, id: number, json: unknown): JobRecord {
  const body = closedBody<Edit>(json, EDIT);
  if (Object.keys(body).length === 0) throw unprocessable("At least one attribute must be given");
  if (body.name?.trim() === "") throw invalid("name", "can't be blank");
  const { departments, offices } = ground.state;
  const job = jobById(ground, id);
  mustEdit(ground, job);
  if (body.department_id != null && !departments.some((one) => one.id === body.department_id)) {
    throw invalid("department_id", `${body.department_id} is not a department`);
  }
  if (!(body.office_ids ?? []).every((office) => offices.some((one) => one.id === office))) {
    throw invalid("office_ids", "must be ids of offices");
  }
  const { values, changed } = valuesAfter(ground, { type: "job", job, current: job.values, input: body.custom_fields });
  if (body.requisition_id !== undefined && body.requisition_id !== job.requisition_id) resetApprovals(job);
  if (changed.some((field) => field.require_approval)) resetOfficialApproval(job);
  job.name = body.name ?? job.name;
  if (body.notes !== undefined) job.notes = body.notes;
  if (body.requisition_id !== undefined) job.requisition_id = body.requisition_id;
  if (body.department_id !== undefined) job.departmentId = body.department_id;
  job.officeIds = body.office_ids ?? job.officeIds;
  job.values = values;
  job.updated_at = new Date(ground.now).toISOString();
  return job;
}
