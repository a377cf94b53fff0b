import { type Context, colleagues, NO_CONTENT, ownVacancy, param, type Route, requireOwnEmployer } from "../context.js";
import { areaLiesIn, findArea } from "../data/areas.js";
import { type DictionaryName, dictionaryHas } from "../data/dictionaries.js";
import { badArgument, forbidden, notFound } from "../errors.js";
import type { Vacancy } from "../model.js";
import { paginate } from "../pagination.js";
import { renderActiveItem, renderArchivedItem, renderNano } from "../render.js";
import { renderArea } from "../render-parts.js";
import { archive, hide, restore, statusOf, type VacancyStatus } from "../rules/lifecycle.js";
import { vacancyCounters } from "../statistics.js";

const ACTIVE_PER_PAGE = { defaultPerPage: 20, maxPerPage: 50 };
const ARCHIVE_MAX_PER_PAGE = 1_000;

export const LIST_ROUTES: readonly Route[] = [
  { method: "GET", path: /^\/employers\/(\d+)\/vacancies\/active$/, access: "employer", handle: listActive },
  { method: "GET", path: /^\/employers\/(\d+)\/vacancies\/archived$/, access: "employer", handle: listArchived },
  { method: "GET", path: /^\/employers\/(\d+)\/vacancies\/hidden$/, access: "employer", handle: listHidden },
  { method: "GET", path: /^\/employers\/(\d+)\/vacancy_areas\/active$/, access: "employer", handle: listActiveAreas },
  { method: "PUT", path: /^\/employers\/(\d+)\/vacancies\/archived\/(\d+)$/, access: "employer", handle: change(archive) },
  { method: "PUT", path: /^\/employers\/(\d+)\/vacancies\/hidden\/(\d+)$/, access: "employer", handle: change(hide) },
  {
    method: "DELETE",
    path: /^\/employers\/(\d+)\/vacancies\/hidden\/(\d+)$/,
    access: "employer",
    handle: change((_, vacancy) => restore(vacancy)),
  },
];

function change(apply: (context: Context, vacancy: Vacancy) => void): Route["handle"] {
  return (context) => {
    requireOwnEmployer(context, param(context, 0));
    apply(context, ownVacancy(context, param(context, 1)));
    return NO_CONTENT;
  };
}

function listActive(context: Context) {
  requireOwnEmployer(context, param(context, 0));
  const { request, now, knobs } = context;
  const { query } = request;
  const resumeId = query.get("resume_id");
  // The newer page: resume_id excludes other parameters, and changes the form of the items.
  const companion = [...query.keys()].find((name) => !["resume_id", "locale", "host"].includes(name));
  if (resumeId !== null && companion !== undefined) throw badArgument(companion);

  const text = query.get("text")?.toLowerCase() ?? "";
  const areaId = query.get("area");
  if (areaId !== null && findArea(areaId) === undefined) throw badArgument("area");
  const listed = scopeOfActive(context).filter(
    (vacancy) =>
      vacancy.initialCreatedAt + knobs.listLagMs <= now &&
      vacancy.fields.name.toLowerCase().includes(text) &&
      (areaId === null || areaLiesIn(vacancy.areaId, areaId)),
  );
  const ordered = order(context, listed, "employer_active_vacancies_order", (vacancy) => -vacancy.publishedAt);
  const render = resumeId === null ? renderActiveItem : renderInvitationItem;
  return { status: 200, json: paginate(query, ordered, ACTIVE_PER_PAGE, (vacancy) => render(context, vacancy)) };
}

function renderInvitationItem(context: Context, vacancy: Vacancy): Record<string, unknown> {
  return {
    ...renderNano(context, vacancy),
    can_invite: true,
    negotiations_state: null,
    employer_negotiations_state: null,
    negotiations_actions: [],
  };
}

function listArchived(context: Context) {
  return listArchive(context, "archived", "employer_archived_vacancies_order", renderArchivedItem);
}

function listHidden(context: Context) {
  const render = context.knobs.listItems === "today" ? renderArchivedItem : renderNano;
  return listArchive(context, "hidden", "employer_hidden_vacancies_order", render);
}

/** A wrong employer is 403 here and 404 on the active list; `text` and `area` have no effect (README, "Limits and pages"). */
function listArchive(
  context: Context,
  status: VacancyStatus,
  dictionary: DictionaryName,
  render: (context: Context, vacancy: Vacancy) => Record<string, unknown>,
) {
  requireOwnEmployer(context, param(context, 0), forbidden);
  const limits = { defaultPerPage: context.knobs.archiveDefaultPerPage, maxPerPage: ARCHIVE_MAX_PER_PAGE };
  const ordered = order(context, vacanciesOf(context, status), dictionary, (vacancy) => -(vacancy.archivedAt ?? 0));
  return { status: 200, json: paginate(context.request.query, ordered, limits, (vacancy) => render(context, vacancy)) };
}

function listActiveAreas(context: Context) {
  requireOwnEmployer(context, param(context, 0));
  const active = [...context.state.vacancies.values()].filter(
    (vacancy) => statusOf(vacancy) === "active" && colleagues(context).some(({ id }) => id === vacancy.managerId),
  );
  const ids = [...new Set(active.map((vacancy) => vacancy.areaId))].sort((a, b) => Number(a) - Number(b));
  return { status: 200, json: paginate(context.request.query, ids, ACTIVE_PER_PAGE, (id) => renderArea(context, id)) };
}

/** The vacancies of one manager: the last `manager_id`, or the caller (README, "Limits and pages"). */
function vacanciesOf(context: Context, status: VacancyStatus): Vacancy[] {
  const { account, request } = context;
  return vacanciesOfManagers(context, [request.query.getAll("manager_id").at(-1) ?? account.managerId], status);
}

const SCOPES = ["manager_id", "manager_ids", "all_accessible"];

/**
 * The active list takes several managers, or all whose vacancies the caller may see. These parameters exclude each other; a department
 * narrows any of them. The archive and the bin take `manager_id` alone.
 */
function scopeOfActive(context: Context): Vacancy[] {
  const { query } = context.request;
  if (!context.knobs.activeScopes) return vacanciesOf(context, "active");
  const [, second] = SCOPES.filter((name) => query.has(name));
  if (second !== undefined) throw badArgument(second, "invalid");

  const departmentId = query.get("department_id");
  if (departmentId !== null && !context.state.departments.some(({ id }) => id === departmentId))
    throw badArgument("department_id", "invalid");
  const inScope = vacanciesInScope(context, query);
  return inScope.filter(({ fields }) => departmentId === null || fields.department?.id === departmentId);
}

function vacanciesInScope(context: Context, query: URLSearchParams): Vacancy[] {
  const managerIds = query.get("manager_ids");
  if (managerIds !== null) {
    if (!/^\d+(,\d+)*$/.test(managerIds)) throw badArgument("manager_ids", "invalid");
    return vacanciesOfManagers(context, managerIds.split(","), "active");
  }
  const allAccessible = query.get("all_accessible");
  if (allAccessible !== null && !["true", "false"].includes(allAccessible)) throw badArgument("all_accessible", "invalid");
  if (allAccessible !== "true") return vacanciesOf(context, "active");
  const accessible = colleagues(context).filter((manager) => manager.vacanciesAccessible);
  return vacanciesOfManagers(
    context,
    accessible.map(({ id }) => id),
    "active",
  );
}

/** @throws HeadHunterRefusal a 404, where one of the managers is unknown or not shared with the caller */
function vacanciesOfManagers(context: Context, managerIds: readonly string[], status: VacancyStatus): Vacancy[] {
  const accessible = colleagues(context).filter((manager) => manager.vacanciesAccessible);
  if (!managerIds.every((wanted) => accessible.some(({ id }) => id === wanted))) throw notFound();
  return [...context.state.vacancies.values()].filter((vacancy) => managerIds.includes(vacancy.managerId) && statusOf(vacancy) === status);
}

type SortKey = (vacancy: Vacancy) => number | string;

function order(context: Context, vacancies: Vacancy[], dictionary: DictionaryName, byDefault: SortKey): Vacancy[] {
  const wanted = context.request.query.get("order_by");
  if (wanted !== null && !dictionaryHas(dictionary, wanted)) throw badArgument("order_by", "invalid");
  const sortKeys: Record<string, SortKey> = {
    name: (vacancy) => vacancy.fields.name,
    expiration_date: (vacancy) => vacancy.expiresAt,
    unseen_responses: (vacancy) => vacancyCounters(vacancy, context.now).unread,
    archive_time: (vacancy) => vacancy.archivedAt ?? 0,
  };
  const direction = wanted?.endsWith("_desc") ? -1 : 1;
  const key = sortKeys[wanted?.replace(/_(asc|desc)$/, "") ?? ""] ?? byDefault;
  return vacancies
    .map((vacancy) => ({ vacancy, key: key(vacancy) }))
    .sort((a, b) => direction * compare(a.key, b.key) || Number(a.vacancy.id) - Number(b.vacancy.id))
    .map(({ vacancy }) => vacancy);
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === "string" || typeof b === "string") return String(a).localeCompare(String(b), "ru");
  return a - b;
}
