import { z } from "zod";

/**
 * The employer's side of api.hh.ru as it arrives, its spelling kept. The vendor adds keys at any time, so objects are loose; keys of later
 * texts may be missing or null; ids are strings everywhere but where they are numbers (duplicates).
 */
const id = z.union([z.string(), z.number()]);
const text = z.string().nullish();
const flag = z.boolean().nullish();
const count = z.number().nullish();

/** The last step of the lists' paths. */
export type ListName = "active" | "archived" | "hidden";

const reference = z.looseObject({ id: id.nullish(), name: text });
export type WireReference = z.infer<typeof reference>;

const salary = z.looseObject({ from: count, to: count, currency: text, gross: flag });

/** Active lists count five things, archived ones two, deleted ones none, and who may not see responses gets nothing at all. */
const counters = z.looseObject({
  views: count,
  responses: count,
  unread_responses: count,
  resumes_in_progress: count,
  invitations: count,
  invitations_and_responses: count,
});

/** What every list gives of a vacancy; the active and archived lists add some of the keys below, GET /vacancies/{id} all of them. */
export const wireVacancy = z.looseObject({
  id,
  name: z.string(),
  archived: flag,
  hidden: flag,
  alternate_url: text,
  apply_alternate_url: text,
  area: reference.nullish(),
  employer: reference.nullish(),
  department: reference.nullish(),
  salary: salary.nullish(),
  salary_range: salary.nullish(),
  published_at: text,
  expires_at: text,
  archived_at: text,
  counters: counters.nullish(),
  billing_type: reference.nullish(),
  can_upgrade_billing_type: flag,
  manager: z.looseObject({ id: id.nullish(), first_name: text, last_name: text }).nullish(),
  code: text,
  description: text,
  address: z.looseObject({ id: id.nullish(), show_metro_only: flag }).nullish(),
  test: z.looseObject({ id: id.nullish(), required: flag }).nullish(),
});
export type WireVacancy = z.infer<typeof wireVacancy>;

export const wireVacancyPage = z.looseObject({ found: z.number(), items: z.array(wireVacancy) });
export type WireVacancyPage = z.infer<typeof wireVacancyPage>;

/** GET /vacancies/{id}/prolongate. Only the action `prolongate` exists today; others may be added. */
export const wireProlongation = z.looseObject({
  expires_at: text,
  actions: z.array(z.looseObject({ id: z.string(), enabled: flag, disable_reason: reference.nullish() })),
});
export type WireProlongation = z.infer<typeof wireProlongation>;

/** Null lies ahead or was not counted; it is never zero. */
export const wireStats = z.looseObject({
  items: z.array(z.looseObject({ date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/), responses: count, views: count })),
});
export type WireStats = z.infer<typeof wireStats>;

export const wirePublicationTypes = z.looseObject({
  items: z.array(
    z.looseObject({
      name: text,
      description: text,
      available_publications_count: z.number(),
      vacancy_billing_type: z.looseObject({ id }),
      vacancy_types: z.array(z.looseObject({ id })).nullish(),
      publications: z.array(z.looseObject({ name: text, count: z.number() })).nullish(),
    }),
  ),
});
export type WirePublicationTypes = z.infer<typeof wirePublicationTypes>;

/** One node of GET /vacancy_conditions: a rule, with rules of its parts where it has parts. */
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
  fields?: Record<string, WireFieldRule> | null;
}

const wireFieldRule: z.ZodType<WireFieldRule> = z.lazy(() =>
  z.looseObject({
    required: flag,
    min_length: count,
    max_length: count,
    min_count: count,
    max_count: count,
    min_value: count,
    max_value: count,
    regexp: text,
    fields: z.record(z.string(), wireFieldRule).nullish(),
  }),
);
export const wireFieldRules = z.record(z.string(), wireFieldRule);
export type WireFieldRules = z.infer<typeof wireFieldRules>;

/** GET /me. `employer.manager_id` is the account's personal manager, not the caller: `manager.id` is. */
export const wireMe = z.looseObject({
  employer: z.looseObject({ id: id.nullish() }).nullish(),
  manager: z.looseObject({ id: id.nullish() }).nullish(),
});
export type WireMe = z.infer<typeof wireMe>;

export const wirePublished = z.looseObject({ id });

/** A refresh token is exchanged once: how long the new pair lives may be told in any way, or not at all, and does not cost the pair. */
export const wireTokens = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.coerce.number().positive().nullish().catch(null),
});

/** Answers of the token endpoint follow RFC 6749, not the envelope of the others. */
export const wireTokenRefusal = z.looseObject({ error: z.string(), error_description: text });

/** What goes wrong, item by item. Older keys beside `errors` are not relied on. */
const wireError = z.looseObject({
  type: z.string(),
  value: text,
  reason: text,
  pointer: text,
  found: count,
  items: z.array(z.looseObject({ id })).nullish(),
});
export type WireError = z.infer<typeof wireError>;
export const wireErrors = z.looseObject({ errors: z.array(wireError).min(1), request_id: text });
