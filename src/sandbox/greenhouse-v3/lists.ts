import { type Call, sees } from "./call.js";
import { chosenOptions } from "./custom-fields.js";
import { boolean, flag, id, ids, moment, option, type Row, text, texts, type Wire, word } from "./filters.js";
import { type List, listEndpoint } from "./list.js";
import { FIELD_TYPES, type JobRecord } from "./records.js";
import { FIRST_DAY, jobView, jobWire, openingView, openingWire, serviceUserWire, userWire } from "./wire.js";

const SINCE_FIRST_DAY = { created_at: FIRST_DAY, updated_at: FIRST_DAY };

const LISTS: readonly List[] = [
  {
    // https://harvestdocs.greenhouse.io/reference/get_v3-jobs
    resource: "jobs",
    filters: {
      status: word("status", ["open", "closed", "draft"]),
      requisition_id: text("requisition_id"),
      department_id: id("department_id"),
      office_id: id("office_ids"),
      opened_at: moment("opened_at"),
      closed_at: moment("closed_at"),
      confidential: flag("confidential"),
      custom_field_option_id: option(),
    },
    rows: (call) =>
      visibleJobs(call).map((job) => ({
        id: job.id,
        wire: () => jobWire(job),
        view: () => jobView(call, job),
        options: () => chosenOptions(call.state, job.values),
      })),
  },
  {
    // https://harvestdocs.greenhouse.io/reference/get_v3-openings
    resource: "openings",
    filters: {
      job_ids: ids("job_id"),
      application_ids: ids("application_id"),
      close_reason_ids: ids("close_reason_id"),
      open: flag("open"),
      opening_id: text("opening_id"),
      opened_at: moment("opened_at"),
      closed_at: moment("closed_at"),
      custom_field_option_id: option(),
    },
    rows: (call) => {
      const jobs = call.knobs.confidentialJobs === "all-hidden" ? visibleJobs(call) : call.state.jobs;
      return jobs.flatMap((job) =>
        job.openings.map((opening, position) => ({
          id: opening.id,
          wire: () => openingWire(job, opening, position),
          view: () => openingView(call, job, opening),
          options: () => chosenOptions(call.state, opening.values),
        })),
      );
    },
  },
  {
    resource: "close_reasons",
    filters: {},
    rows: ({ state }) => state.closeReasons.map(({ id, name }) => rowOf({ id, name, ...SINCE_FIRST_DAY })),
  },
  {
    resource: "departments",
    filters: { parent_id: id("parent_id"), external_id: text("external_id") },
    rows: ({ state }) =>
      state.departments.map(({ id, name, parent_id, external_id }) => rowOf({ id, name, parent_id, external_id, ...SINCE_FIRST_DAY })),
  },
  {
    // `location` is a text.
    resource: "offices",
    filters: { parent_id: id("parent_id"), external_id: text("external_id") },
    rows: ({ state }) =>
      state.offices.map(({ id, name, location, parent_id, external_id, primary_contact_user_id }) =>
        rowOf({
          id,
          name,
          location: location.name,
          parent_id,
          external_id,
          primary_in_house_contact_user_id: primary_contact_user_id,
          ...SINCE_FIRST_DAY,
        }),
      ),
  },
  {
    resource: "custom_fields",
    filters: {
      field_type: word("field_type", FIELD_TYPES),
      active: flag("active"),
      name: text("name"),
      name_key: text("name_key"),
    },
    rows: customFields,
  },
  {
    resource: "custom_field_options",
    filters: { custom_field_ids: ids("custom_field_id"), active: flag("active") },
    parameters: ["custom_field_key"],
    rows: ({ state }, query) => {
      const key = query.get("custom_field_key");
      const fields = state.customFields.filter((field) => key === null || field.name_key === key);
      return fields.flatMap((field) =>
        field.options.map(({ id, name, external_id, priority, active }) =>
          rowOf({ id, custom_field_id: field.id, name, external_id, sort_order: priority, active, ...SINCE_FIRST_DAY }),
        ),
      );
    },
  },
  {
    // https://harvestdocs.greenhouse.io/reference/get_v3-users
    resource: "users",
    filters: {
      primary_email: text("primary_email"),
      employee_ids: texts("employee_id"),
      deactivated: flag("deactivated"),
      department_ids: ids("department_ids"),
      office_ids: ids("office_ids"),
    },
    parameters: ["show_service_accounts"],
    rows: ({ state }, query) => {
      const withService = boolean(query.get("show_service_accounts") ?? "false", "show_service_accounts");
      const users = state.users.map(userWire);
      return (withService ? [...users, serviceUserWire()] : users).map(rowOf);
    },
  },
  {
    resource: "job_hiring_managers",
    filters: { job_ids: ids("job_id"), user_ids: ids("user_id") },
    rows: (call) =>
      visibleJobs(call).flatMap((job) =>
        job.hiringTeam.hiring_managers.map(({ userId }, position) => rowOf({ ...memberWire(job, position), user_id: userId })),
      ),
  },
  {
    resource: "job_owners",
    filters: { job_ids: ids("job_id"), user_ids: ids("user_id"), type: word("type", ["recruiter", "coordinator", "sourcer"]) },
    rows: (call) => visibleJobs(call).flatMap(owners),
  },
  {
    // Only polling one request shows the addresses of its results.
    resource: "bulk_requests",
    filters: {},
    rows: ({ around }) => around.bulk.requests.map((request) => rowOf(around.bulk.summary(request))),
  },
];

/** The lists, each at `/v3/<resource>`. https://harvestdocs.greenhouse.io/docs/list-endpoints */
export const listEndpoints = LISTS.map(listEndpoint);

function rowOf(wire: Wire): Row {
  return { id: wire.id, wire: () => wire };
}

function visibleJobs(call: Call): JobRecord[] {
  return call.state.jobs.filter((job) => sees(call, job));
}

function customFields({ state, knobs }: Call): Row[] {
  return state.customFields
    .filter((field) => field.field_type !== "opening" || knobs.openingCustomFields)
    .map(({ slug: _slug, officeIds: _offices, departmentIds: _departments, options: _options, priority, ...field }) =>
      rowOf({
        ...field,
        sort_order: priority,
        default_value: null,
        internal_type: null,
        use_for_job_approvals: false,
        use_for_offer_approvals: false,
        ...SINCE_FIRST_DAY,
      }),
    );
}

/** Sourcers are responsible for nobody. */
function owners(job: JobRecord): Row[] {
  const { recruiters, coordinators, sourcers } = job.hiringTeam;
  const members = [
    ...recruiters.map((member) => ({ ...member, type: "recruiter" })),
    ...coordinators.map((member) => ({ ...member, type: "coordinator" })),
    ...sourcers.map((member) => ({ ...member, responsible: false, type: "sourcer" })),
  ];
  return members.map(({ userId, type, responsible }, position) =>
    rowOf({ ...memberWire(job, position), user_id: userId, type, responsible }),
  );
}

function memberWire(job: JobRecord, position: number) {
  return { id: job.id * 100 + position, job_id: job.id, ...SINCE_FIRST_DAY };
}
