import type { RecordKind } from "../../http/checks/record-check.js";
import { z } from "../../http/checks/zod.js";
import { count as anyCount, day, digits, momentText, readableOf, webAddress, word } from "../contract/wire-parts.js";

/**
 * The employer's side of api.hh.ru as it arrives, its spelling kept. The vendor adds keys at any time, so objects are loose; keys of later
 * texts may be missing or null; ids are strings, except in duplicates, where they are numbers. Only decisive fields are
 * required.
 */
const id = z.union([z.string(), z.int()]);
const text = z.string().nullish();
const flag = z.boolean().nullish();
const count = anyCount.nullish();
const amount = z.number().nullish();
const moment = momentText.nullish();
const address = webAddress.nullish();

/** The last segment of a list's path. */
export type ListName = "active" | "archived" | "hidden";

const reference = z.looseObject({ id: id.nullish(), name: text });
export type WireReference = z.infer<typeof reference>;

const salary = z.looseObject({ from: amount, to: amount, currency: text, gross: flag });
/** `mode` says what the bounds are counted by, `frequency` how often they are paid out. */
const salaryRange = salary.extend({ mode: reference.nullish(), frequency: reference.nullish() });

/** The properties that a publication is sold by, in place of a billing type. Ids drift: an unknown one is kept. */
const property = z.looseObject({ property_type: z.string().min(1) });
const properties = z.array(property);

/** Active lists have five counters, archived ones two, deleted ones none; a manager who may not see responses gets none. */
const counters = z.looseObject({
  views: count,
  responses: count,
  unread_responses: count,
  resumes_in_progress: count,
  invitations: count,
  invitations_and_responses: count,
});

/** A vacancy as every list shows it; the active and archived lists add some of the keys below, GET /vacancies/{id} all of them. */
const vacancy = z.looseObject({
  id: digits,
  name: word.nullish(),
  archived: flag,
  hidden: flag,
  alternate_url: address,
  apply_alternate_url: address,
  area: reference.nullish(),
  employer: reference.nullish(),
  department: reference.nullish(),
  salary: salary.nullish(),
  salary_range: salaryRange.nullish(),
  published_at: moment,
  expires_at: moment,
  archived_at: moment,
  counters: counters.nullish(),
  billing_type: reference.nullish(),
  vacancy_properties: z.looseObject({ properties: properties.nullish() }).nullish(),
  can_upgrade_billing_type: flag,
  manager: z.looseObject({ id: id.nullish(), first_name: text, last_name: text }).nullish(),
  code: word.nullish(),
  description: text,
  address: z.looseObject({ id: id.nullish(), show_metro_only: flag }).nullish(),
  test: z.looseObject({ id: id.nullish(), required: flag }).nullish(),
});
export type WireVacancy = z.infer<typeof vacancy>;

/** A salary without one of these would be another salary, so an unreadable one drops the whole salary. */
const OF_SALARIES = [
  ...["salary", "salary_range"].flatMap((name) => [`${name}.from`, `${name}.to`, `${name}.currency`]),
  "salary_range.mode",
  "salary_range.mode.id",
];
/** A vacancy of a list, whose status follows from the list. */
export const wireListedVacancy: RecordKind<WireVacancy> = { name: "vacancy", schema: vacancy, decisive: OF_SALARIES };
/** A vacancy that is neither archived nor hidden is published. */
export const wireVacancy: RecordKind<WireVacancy> = { name: "vacancy", schema: vacancy, decisive: ["archived", "hidden", ...OF_SALARIES] };

/** All lists are paged alike (general page, "Пагинация"); the answer's page number and size are used where they can be read. */
export const wireVacancyPage = z.looseObject({
  found: z.int().nonnegative(),
  page: z.int().nullish().catch(null),
  per_page: z.int().nullish().catch(null),
  items: z.array(z.unknown()),
});

const prolongation = z.looseObject({
  expires_at: moment,
  actions: z.array(z.looseObject({ id: z.string(), enabled: flag, disable_reason: reference.nullish() }).nullable()),
});
/**
 * GET /vacancies/{id}/prolongate. Only the action `prolongate` exists today; others may be added. The end of the publication proves whether
 * a paid prolongation was taken.
 */
export type WireProlongation = z.infer<typeof prolongation>;
export const wireProlongation: RecordKind<WireProlongation> = {
  name: "prolongation",
  schema: prolongation,
  decisive: ["expires_at", "actions.enabled"],
};

/** The items of any read; records are checked one by one. */
export const wireItems = z.looseObject({ items: z.array(z.unknown()) });

/** More than any vacancy has in a day; sums over years must fit the graph's Int. */
const MOST_A_DAY = 1_000_000;
const dayCount = anyCount.nonnegative().max(MOST_A_DAY).nullish();

/** Null means ahead or not counted, never zero. */
const dayFigure = z.looseObject({ date: day, responses: dayCount, views: dayCount });
export type WireDayFigure = z.infer<typeof dayFigure>;
export const wireDayFigure: RecordKind<WireDayFigure> = {
  name: "day",
  schema: dayFigure,
  idField: "date",
};

const publicationType = z.looseObject({
  name: word.nullish(),
  description: text,
  available_publications_count: anyCount,
  vacancy_billing_type: z.looseObject({ id }),
  vacancy_types: z.array(z.looseObject({ id }).nullable()).nullish(),
  publications: z.array(z.looseObject({ name: text, count: anyCount }).nullable()).nullish(),
});
export type WirePublicationType = z.infer<typeof publicationType>;
export const wirePublicationType: RecordKind<WirePublicationType> = {
  name: "kind of publication",
  schema: publicationType,
  idField: "name",
};

/** What a publication is bought by: all of these properties, or it would be another publication. */
const sold = z.looseObject({ required: z.looseObject({ properties: properties.min(1) }) });
const OF_SALES = ["vacancy_properties.required.properties", "vacancy_properties.properties"];
const appearance = z.looseObject({ title: word.nullish(), description: text });

const publicationVariant = z.looseObject({
  appearance: appearance.nullish(),
  available_publications_count: anyCount,
  vacancy_properties: sold,
  suitable_packages: z
    .array(z.looseObject({ count, invalid: flag, price_regions: z.array(reference.nullable()).nullish() }).nullable())
    .nullish(),
});
export type WirePublicationVariant = z.infer<typeof publicationVariant>;
/** What may be published in an area for a role, by properties. */
export const wirePublicationVariant: RecordKind<WirePublicationVariant> = {
  name: "kind of publication",
  schema: publicationVariant,
  decisive: OF_SALES,
};
export const wirePublicationVariants = z.looseObject({ publication_variants: z.array(z.unknown()) });

/** Amounts are texts. */
const price = z.looseObject({
  amount: z.union([z.number().nonnegative(), z.string().regex(/^\d{1,12}(\.\d+)?$/)]),
  currency_code: z.string(),
});

/** `direct_upgrade` and `activate` are done through the API; `buy` leads to an address where people pay first. */
const upgradeAction = z.looseObject({ type: z.string(), url: address, price: price.nullish() });
export type WireUpgradeAction = z.infer<typeof upgradeAction>;

const upgrade = z
  .looseObject({
    vacancy_billing_type: z.looseObject({ id, name: word.nullish() }).nullish(),
    vacancy_properties: z.looseObject({ required: z.looseObject({ properties }).nullish(), properties: properties.nullish() }).nullish(),
    appearance: appearance.nullish(),
    actions: z.array(upgradeAction).nullish(),
    /** Why it cannot be had; no page tells its form. */
    error_reason: z.unknown().optional(),
    without_action: z.unknown().optional(),
  })
  .superRefine((one, context) => {
    const ids = one.vacancy_properties?.required?.properties ?? one.vacancy_properties?.properties ?? [];
    if (one.vacancy_billing_type == null && ids.length === 0)
      context.addIssue({ code: "custom", path: ["vacancy_billing_type"], message: "Neither a billing type nor properties to buy" });
    const actions = one.actions ?? [];
    if (actions.length > 0 && actions.every(({ type, url }) => type === "buy" && !url))
      context.addIssue({ code: "custom", path: ["actions"], message: "To be bought, without an address" });
  });
export type WireUpgrade = z.infer<typeof upgrade>;
/** An item of GET /vacancies/{id}/upgrades. A price without its currency, or the other way round, is none. */
export const wireUpgrade: RecordKind<WireUpgrade> = {
  name: "kind of upgrade",
  schema: upgrade,
  decisive: [
    "vacancy_billing_type",
    "vacancy_billing_type.id",
    ...OF_SALES,
    "actions",
    "actions.price.amount",
    "actions.price.currency_code",
  ],
};

/** One node of GET /vacancy_conditions: a rule, with the rules of its parts. Null means no rule. */
export interface WireFieldRule {
  required?: boolean | null;
  min_length?: number | null;
  max_length?: number | null;
  min_count?: number | null;
  max_count?: number | null;
  /** Bounds of numbers, in later texts. */
  min_value?: number | null;
  max_value?: number | null;
  regexp?: string | null;
  fields?: WireFieldRules | null;
}
export type WireFieldRules = Record<string, WireFieldRule | null>;

/** `contacts.phones.number` is the deepest known. */
const DEEPEST_RULES = 8;

function fieldRules(depth: number): z.ZodType<WireFieldRules> {
  const bounds = { min_length: count, max_length: count, min_count: count, max_count: count, min_value: amount, max_value: amount };
  const fields = depth < DEEPEST_RULES ? fieldRules(depth + 1).nullish() : z.null().optional();
  return z.record(z.string(), z.looseObject({ required: flag, ...bounds, regexp: text, fields }).nullable());
}
/** All rules are one record; an unreadable rule is dropped from it. */
export const wireFieldRules: RecordKind<WireFieldRules> = { name: "set of field rules", schema: fieldRules(1), idField: null };

/** GET /me. `employer.manager_id` is the account's personal manager, not the caller: `manager.id` is. */
export const wireMe = z.looseObject({
  id: id.nullish(),
  employer: z.looseObject({ id: id.nullish() }).nullish(),
  manager: z.looseObject({ id: id.nullish() }).nullish(),
});
export type WireMe = z.infer<typeof wireMe>;

/** One of the manager's work accounts: he may have several, at several employers. */
const managerAccount = z.looseObject({ id, employer: reference.nullish() });
export type WireManagerAccount = z.infer<typeof managerAccount>;
/** GET /manager_accounts/mine. An account that cannot be read could not be chosen either. */
export const wireManagerAccounts = z.looseObject({
  items: z.array(z.unknown()).transform((items) => readableOf(managerAccount).parse(items)),
});

/** What a subscription to webhooks is for; `vacancies_only_mine` is false where it is missing. */
const subscribedAction = z.looseObject({ type: z.string(), settings: z.looseObject({ vacancies_only_mine: flag }).nullish() });
export type WireSubscribedAction = z.infer<typeof subscribedAction>;
const subscription = z.looseObject({ id, url: z.string(), actions: z.array(subscribedAction).nullish() });
export type WireSubscription = z.infer<typeof subscription>;
/** GET /webhook/subscriptions. Whoever cannot read all of them must not take one for missing. */
export const wireSubscriptions = z.looseObject({ items: z.array(subscription) });
export const wireSubscribed = z.looseObject({ id });

/** An item of GET /employers/{id}/managers. `vacancies_count` is null where one may not see the manager's vacancies. */
const manager = z.looseObject({ id: digits, vacancies_count: anyCount.nullish() });
export type WireManager = z.infer<typeof manager>;
export const wireManager: RecordKind<WireManager> = { name: "manager", schema: manager };

export const wirePublished = z.looseObject({ id: digits });

/** A refresh token works once, so an unreadable or missing life of the new pair must not lose the pair. */
export const wireTokens = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  // No later than a Date can hold.
  expires_in: z.coerce.number().positive().max(1e9).nullish().catch(null),
});

/** Answers of the token endpoint follow RFC 6749, not the envelope of the others. */
export const wireTokenRefusal = z.looseObject({ error: z.string(), error_description: text });

/** Errors, item by item; an unreadable item does not affect the others. Older keys beside `errors` are not used. */
const wireError = z.looseObject({
  type: z.string(),
  value: text.catch(null),
  reason: text.catch(null),
  pointer: text.catch(null),
  found: count.catch(null),
  items: readableOf(z.looseObject({ id })),
  allowed_accounts: readableOf(managerAccount),
});
export type WireError = z.infer<typeof wireError>;
export const wireErrors = z.looseObject({ errors: readableOf(wireError), request_id: text.catch(null) });
