import { type Context, caller, NO_CONTENT, ownVacancy, param, type Route } from "../context.js";
import { badRequest, forbidden, notFound, vacancyRefusal } from "../errors.js";
import type { BillingTypeId, Vacancy, VacancyFields, VacancyTypeId } from "../model.js";
import { availableTypes, billingAllowsType, chargeFor, isUpgrade, payFor } from "../rules/billing.js";
import { businessProblems, publicationProblems } from "../rules/business.js";
import { isRecord, isReference } from "../rules/fields.js";
import { isApproved } from "../rules/lifecycle.js";
import { type FieldProblem, fieldProblems, refuseProblems } from "../rules/validation.js";

export const PUBLICATION_ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: /^\/employers\/([^/]+)\/managers\/([^/]+)\/vacancies\/available_types$/,
    // This route has refusals of its own, so it checks the employer itself.
    access: "token",
    handle: showAvailableTypes,
  },
  { method: "GET", path: /^\/vacancy_conditions$/, access: "employer", handle: ({ state }) => ({ status: 200, json: state.conditions }) },
  { method: "POST", path: /^\/vacancies$/, access: "employer", handle: publish },
  { method: "PUT", path: /^\/vacancies\/(\d+)$/, access: "employer", handle: edit },
];

function showAvailableTypes(context: Context) {
  const { state, knobs, locale, origin } = context;
  const [employerId, managerId] = [param(context, 0), param(context, 1)];
  const known = employerId === state.employer.id && state.managers.some((manager) => manager.id === managerId);
  if (!known) throw notFound();
  if (!knobs.isEmployer || managerId !== state.callerId || !caller(context).canPublish) {
    throw knobs.availableTypesRefusal === 403 ? forbidden() : notFound();
  }
  return { status: 200, json: { items: availableTypes(context, managerId, locale, origin) } };
}

function publish(context: Context) {
  const { state, knobs, now } = context;
  if (!caller(context).canPublish) throw vacancyRefusal("creation_forbidden");
  const body = readBody(context);
  refuseProblems(context, fieldProblems(context, body, true));

  const { area, type, billing_type, manager, employer, ...rest } = body;
  const vacancy = {
    areaId: idOf(area) ?? "",
    typeId: (idOf(type) ?? "open") as VacancyTypeId,
    billingTypeId: (idOf(billing_type) ?? "standard") as BillingTypeId,
    managerId: idOf(manager) ?? state.callerId,
    fields: rest as unknown as VacancyFields,
  };
  refuseProblems(context, publicationProblems(context, { ...vacancy, employerId: idOf(employer) }));
  refuseDuplicate(context, vacancy.fields.name, vacancy.areaId);

  const created: Vacancy = {
    ...vacancy,
    id: String(state.nextVacancyId),
    initialCreatedAt: now,
    publishedAt: now,
    expiresAt: now + knobs.publicationMs,
    prolongedAt: null,
    approvedAt: now + knobs.moderationDelayMs,
    archivedAt: null,
    hidden: false,
    awaitingPremoderation: false,
    payForPerformance: false,
  };
  payFor(context, chargeFor(created));
  state.nextVacancyId += 1;
  state.vacancies.set(created.id, created);
  state.paidPublications.push({ vacancyId: created.id, billingTypeId: created.billingTypeId, at: now });
  return { status: 201, headers: { location: `/vacancies/${created.id}` }, json: { id: created.id } };
}

function edit(context: Context) {
  const vacancy = ownVacancy(context, param(context, 0));
  if (vacancy.archivedAt !== null) throw vacancyRefusal("unavailable_for_archived");
  const body = readBody(context);
  const names = Object.keys(body);
  const alone = names.includes("billing_type") || names.includes("manager");
  if (alone && names.length > 1) throw vacancyRefusal("conflict_changes");
  if (names.includes("billing_type")) return upgrade(context, vacancy, body.billing_type);
  if (names.includes("manager")) return handOver(context, vacancy, body.manager);

  const changes = body as Partial<VacancyFields>;
  refuseProblems(context, fieldProblems(context, body, false));
  const problems = businessProblems(context, { typeId: vacancy.typeId, fields: changes });
  const renamed = changes.name !== undefined && changes.name !== vacancy.fields.name;
  if (renamed && isApproved(vacancy, context.now)) problems.push({ field: "name", reason: "can_not_edit_vacancy_after_moderation" });
  refuseProblems(context, problems);
  if (renamed) refuseDuplicate(context, changes.name ?? "", vacancy.areaId, vacancy.id);
  const rewritten = renamed || (changes.description !== undefined && changes.description !== vacancy.fields.description);
  if (context.knobs.replacementWarning && rewritten && context.request.query.get("ignore_replacement_warning") !== "true") {
    throw vacancyRefusal("replacement");
  }
  vacancy.fields = { ...vacancy.fields, ...changes };
  return NO_CONTENT;
}

/** Upgrades to a more expensive type, for one publication of that type (README, "Paid changes"). */
function upgrade(context: Context, vacancy: Vacancy, value: unknown) {
  const target = idOf(value);
  const refuse = (reason: string) => refuseProblems(context, [{ field: "billing_type", reason }]);
  refuseProblems(context, referenceProblems(context, "billing_type", value));
  const to = target as BillingTypeId;
  if (!isUpgrade(vacancy.billingTypeId, to)) refuse("value_conflict_with_business_rules");
  if (!billingAllowsType(to, vacancy.typeId)) refuse("vacancy_type_employer_billing_type_mismatch");
  payFor(context, chargeFor(vacancy, to));
  context.state.paidUpgrades.push({ vacancyId: vacancy.id, from: vacancy.billingTypeId, billingTypeId: to, at: context.now });
  vacancy.billingTypeId = to;
  return NO_CONTENT;
}

function handOver(context: Context, vacancy: Vacancy, value: unknown) {
  const problems = referenceProblems(context, "manager", value);
  const target = context.state.managers.find((manager) => manager.id === idOf(value));
  if (problems.length === 0 && target === undefined) problems.push({ field: "manager", reason: "invalid" });
  refuseProblems(context, problems);
  vacancy.managerId = target?.id ?? vacancy.managerId;
  return NO_CONTENT;
}

function referenceProblems(context: Context, field: string, value: unknown): FieldProblem[] {
  if (value === null) return [{ field, reason: "is_empty" }];
  return fieldProblems(context, { [field]: value }, true).filter((problem) => problem.field === field);
}

/** Refuses the name and area of a live vacancy of the employer, with at most ten ids, as numbers (README, "Errors"). */
function refuseDuplicate({ state, request }: Context, name: string, areaId: string, exceptId?: string): void {
  if (request.query.get("ignore_duplicates") === "true") return;
  const same = [...state.vacancies.values()].filter(
    (other) => other.id !== exceptId && other.archivedAt === null && other.areaId === areaId && other.fields.name.trim() === name.trim(),
  );
  if (same.length === 0) return;
  throw vacancyRefusal("duplicate", { found: same.length, items: same.slice(0, 10).map((other) => ({ id: Number(other.id) })) });
}

function readBody({ request }: Context): Record<string, unknown> {
  const isJson = (request.headers["content-type"] ?? "").startsWith("application/json");
  if (!isJson || !isRecord(request.json)) throw badRequest();
  return request.json;
}

function idOf(value: unknown): string | undefined {
  return isReference(value) ? value.id : undefined;
}
