import type { StandInResponse } from "../../kit/exchange.js";
import { type Context, caller, colleagues, NO_CONTENT, ownVacancy, param, type Route, requireOwnEmployer } from "../context.js";
import { findArea } from "../data/areas.js";
import { withNullRules } from "../data/conditions.js";
import type { Variant } from "../data/products.js";
import { isProfessionalRole } from "../data/roles.js";
import { badArgument, badRequest, forbidden, notFound, vacancyRefusal } from "../errors.js";
import type { Payment, Vacancy, VacancyFields } from "../model.js";
import { availableTypes, chargeFor, payFor, publicationVariants } from "../rules/billing.js";
import { businessProblems, publicationProblems } from "../rules/business.js";
import { conditionsInForce } from "../rules/conditions.js";
import { fieldDefinition, idOf, isIgnored, isRecord } from "../rules/fields.js";
import { isApproved } from "../rules/lifecycle.js";
import { boughtByProperties, boughtByType, referenceProblems, upgradeByProperties, upgradeByType } from "../rules/purchase.js";
import { fieldProblems, refuseProblems } from "../rules/validation.js";

export const PUBLICATION_ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: /^\/employers\/([^/]+)\/managers\/([^/]+)\/vacancies\/available_types$/,
    // This route has refusals of its own, so it checks the employer itself.
    access: "token",
    handle: showAvailableTypes,
  },
  { method: "GET", path: /^\/vacancy_conditions$/, access: "employer", handle: showConditions },
  {
    method: "GET",
    path: /^\/employers\/([^/]+)\/services\/available_publications$/,
    access: "employer",
    handle: showAvailablePublications,
  },
  { method: "POST", path: /^\/vacancies$/, access: "employer", handle: publish },
  { method: "PUT", path: /^\/vacancies\/(\d+)$/, access: "employer", handle: edit },
];

function showAvailableTypes(context: Context) {
  const { account, knobs, locale, origin } = context;
  const [employerId, managerId] = [param(context, 0), param(context, 1)];
  const known = employerId === account.employer.id && colleagues(context).some((manager) => manager.id === managerId);
  if (!known) throw notFound();
  if (!knobs.isEmployer || managerId !== account.managerId || !caller(context).canPublish) {
    throw knobs.availableTypesRefusal === 403 ? forbidden() : notFound();
  }
  return { status: 200, json: { items: availableTypes(context, managerId, locale, origin) } };
}

function showConditions(context: Context): StandInResponse {
  const { knobs } = context;
  switch (knobs.conditionsAnswer) {
    case 403:
      throw forbidden();
    case 500:
      return { status: 500, headers: { "content-type": "text/html" }, text: "<html><body>Internal Server Error</body></html>" };
    case "garbage":
      return { status: 200, json: ["rules"] };
    case "html":
      return { status: 200, headers: { "content-type": "text/html" }, text: "<html><body>Checking your browser</body></html>" };
    case "rules":
      return { status: 200, json: withNullRules(conditionsInForce(context), knobs.nullRules) };
  }
}

/** What may be published by `vacancy_properties`, the successor of available_types. */
function showAvailablePublications(context: Context) {
  const { knobs, locale, request } = context;
  requireOwnEmployer(context, param(context, 0));
  if (knobs.availablePublicationsStatus === 404) throw notFound();
  if (knobs.availablePublicationsStatus === 403 || !caller(context).canPublish) throw forbidden();
  const areaId = request.query.get("area_id") ?? undefined;
  const roleId = request.query.get("professional_role_id") ?? undefined;
  if (areaId !== undefined && findArea(areaId) === undefined) throw badArgument("area_id", "invalid");
  if (roleId !== undefined && !isProfessionalRole(roleId)) throw badArgument("professional_role_id", "invalid");
  return { status: 200, json: { publication_variants: publicationVariants(context, { areaId, roleId }, locale) } };
}

function publish(context: Context) {
  const { state, knobs, now, account } = context;
  if (!caller(context).canPublish) throw vacancyRefusal("creation_forbidden");
  const body = readBody(context);
  refuseProblems(context, fieldProblems(context, body, true));

  const { area, type, billing_type, vacancy_properties, manager, employer, ...rest } = withoutIgnored(context, body);
  const bought = vacancy_properties === undefined ? boughtByType(context, type, billing_type) : boughtByProperties(context, body);
  const vacancy = {
    areaId: idOf(area) ?? "",
    typeId: bought.typeId,
    productId: bought.productId,
    managerId: idOf(manager) ?? account.managerId,
    fields: withPay({}, rest as unknown as VacancyFields),
  };
  const subject = { ...vacancy, fields: rest as Partial<VacancyFields>, present: {}, employerId: idOf(employer) };
  refuseProblems(context, [...publicationProblems(context, subject), ...bought.problems]);
  refuseDuplicate(context, vacancy.fields.name, vacancy.areaId);

  const created: Vacancy = {
    ...vacancy,
    id: String(state.nextVacancyId),
    propertyTypes: bought.propertyTypes,
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
  state.paidPublications.push({ kind: "publication", vacancyId: created.id, productId: created.productId, by: bought.by, at: now });
  return { status: 201, headers: { location: `/vacancies/${created.id}` }, json: { id: created.id } };
}

/** One of four forms: fields, or the billing type, the properties or the manager, each alone. */
function edit(context: Context) {
  const vacancy = ownVacancy(context, param(context, 0));
  if (vacancy.archivedAt !== null) throw vacancyRefusal("unavailable_for_archived");
  const body = readBody(context);
  const names = Object.keys(body);
  const form = LONE_FIELDS.find((field) => names.includes(field) && fieldDefinition(context, field) !== undefined);
  if (form !== undefined && names.length > 1) throw vacancyRefusal("conflict_changes");
  if (form === "billing_type") return upgrade(context, vacancy, { ...upgradeByType(context, vacancy, body.billing_type), by: form });
  if (form === "vacancy_properties") return upgrade(context, vacancy, { ...upgradeByProperties(context, vacancy, body), by: form });
  if (form === "manager") return handOver(context, vacancy, body.manager);
  return editFields(context, vacancy, body);
}

const LONE_FIELDS = ["billing_type", "vacancy_properties", "manager"] as const;

function editFields(context: Context, vacancy: Vacancy, body: Record<string, unknown>) {
  refuseProblems(context, fieldProblems(context, body, false));
  const changes: Partial<VacancyFields> = withoutIgnored(context, body);
  const { typeId, productId, areaId, fields: present } = vacancy;
  const problems = businessProblems(context, { typeId, productId, areaId, fields: changes, present });
  const renamed = changes.name !== undefined && changes.name !== present.name;
  if (renamed && isApproved(vacancy, context.now)) problems.push({ field: "name", reason: "can_not_edit_vacancy_after_moderation" });
  refuseProblems(context, problems);
  if (renamed) refuseDuplicate(context, changes.name ?? "", areaId, vacancy.id);
  refuseReplacement(context, present, changes);
  vacancy.fields = withPay(present, changes);
  return NO_CONTENT;
}

/** Fields after a change. A new pay of either form takes the place of the old one of the other. */
function withPay<Change extends Partial<VacancyFields>>(present: Partial<VacancyFields>, change: Change): VacancyFields {
  const whole = { ...present, ...change } as VacancyFields;
  if (change.salary_range !== undefined) whole.salary = null;
  else if (change.salary !== undefined) whole.salary_range = null;
  return whole;
}

/** Warns of an edit that makes another vacancy of this one, as far as the request has not switched it off (README, "Errors"). */
function refuseReplacement({ knobs, request }: Context, present: VacancyFields, changes: Partial<VacancyFields>): void {
  const ignored = request.query.get("ignore_replacement_warning");
  const asked = knobs.replacementWarning === "on-request" ? ignored === "false" : ignored !== "true";
  if (knobs.replacementWarning === "never" || !asked) return;
  const isHeavy = isRewritten(present.name, changes.name) || isRewritten(present.description, changes.description);
  if (isHeavy) throw vacancyRefusal("replacement");
}

/** Whether fewer than half of a text's words are kept. */
function isRewritten(before: string, after: string | undefined): boolean {
  if (after === undefined) return false;
  const words = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\d]+/gu) ?? []);
  const [old, kept] = [words(before), words(after)];
  return [...old].filter((word) => kept.has(word)).length * 2 < old.size;
}

function upgrade(context: Context, vacancy: Vacancy, { variant, by }: { variant: Variant } & Pick<Payment, "by">) {
  payFor(context, chargeFor(vacancy, variant.productId));
  const { paidUpgrades } = context.state;
  const { productId, propertyTypes } = variant;
  paidUpgrades.push({ kind: "upgrade", vacancyId: vacancy.id, from: vacancy.productId, productId, by, at: context.now });
  vacancy.productId = productId;
  vacancy.propertyTypes = propertyTypes;
  return NO_CONTENT;
}

function handOver(context: Context, vacancy: Vacancy, value: unknown) {
  const problems = referenceProblems(context, "manager", value);
  const target = colleagues(context).find((manager) => manager.id === idOf(value));
  if (problems.length === 0 && target === undefined) problems.push({ field: "manager", reason: "invalid" });
  refuseProblems(context, problems);
  vacancy.managerId = target?.id ?? vacancy.managerId;
  return NO_CONTENT;
}

/** Refuses the name and area of a live vacancy of the employer, with at most ten ids, as numbers (README, "Errors"). */
function refuseDuplicate(context: Context, name: string, areaId: string, exceptId?: string): void {
  if (context.request.query.get("ignore_duplicates") === "true") return;
  const same = [...context.state.vacancies.values()].filter(
    (other) =>
      other.id !== exceptId &&
      other.archivedAt === null &&
      other.areaId === areaId &&
      other.fields.name.trim() === name.trim() &&
      colleagues(context).some(({ id }) => id === other.managerId),
  );
  if (same.length === 0) return;
  throw vacancyRefusal("duplicate", { found: same.length, items: same.slice(0, 10).map((other) => ({ id: Number(other.id) })) });
}

function readBody({ request }: Context): Record<string, unknown> {
  const isJson = (request.headers["content-type"] ?? "").startsWith("application/json");
  if (!isJson || !isRecord(request.json)) throw badRequest();
  return request.json;
}

function withoutIgnored(world: Context, body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([field]) => !isIgnored(world, field)));
}
