/** One rule of `GET /vacancy_conditions`. The lengths of an `{id}` object apply to the id. */
export interface Condition {
  required: boolean;
  min_length?: number;
  max_length?: number;
  min_count?: number;
  /** Null: no limit. */
  max_count?: number | null;
  min_value?: number;
  max_value?: number;
  regexp?: string;
  fields?: Record<string, Condition>;
}

const OPTIONAL: Condition = { required: false };
const REQUIRED: Condition = { required: true };
const ANY_COUNT: Condition = { required: false, min_count: 0, max_count: null };
const AMOUNT: Condition = { required: false, min_value: 0, max_value: 2_147_483_647 };

/** A text of 0 … `max_length` characters. */
function text(max_length: number, required = false): Condition {
  return { required, min_length: 0, max_length };
}

/**
 * The conditions of the page's sample, with the bounds of the salary from the newer page. The stand-in serves this table and validates by
 * it.
 */
export function sampleConditions(): Record<string, Condition> {
  return structuredClone({
    accept_handicapped: OPTIONAL,
    accept_kids: OPTIONAL,
    address: { required: false, fields: { show_metro_only: OPTIONAL } },
    allow_messages: OPTIONAL,
    area: REQUIRED,
    billing_type: REQUIRED,
    code: text(50),
    contacts: {
      required: false,
      fields: {
        email: text(255),
        name: text(255, true),
        phones: {
          required: true,
          min_count: 0,
          max_count: 2,
          fields: {
            city: { required: true, min_length: 1, max_length: 6, regexp: "^\\d{0,6}$" },
            comment: text(255),
            country: { required: true, min_length: 1, max_length: 6, regexp: "^\\+?\\d{0,5}$" },
            number: { required: true, min_length: 4, max_length: 32, regexp: "^[\\d -]{4,32}$" },
          },
        },
      },
    },
    custom_employer_name: text(150),
    department: text(32),
    description: { required: true, min_length: 200, max_length: 10_000 },
    employment: OPTIONAL,
    experience: OPTIONAL,
    key_skills: { required: false, min_count: 0, max_count: 30 },
    manager: OPTIONAL,
    name: text(220, true),
    response_letter_required: OPTIONAL,
    response_notifications: OPTIONAL,
    response_url: { required: false, min_length: 0, max_length: 511, regexp: "^(http|https)://.+$" },
    salary: { required: false, fields: { currency: OPTIONAL, from: AMOUNT, to: AMOUNT, gross: OPTIONAL } },
    schedule: OPTIONAL,
    specializations: { required: true, min_count: 1, max_count: null },
    test: { required: false, fields: { required: OPTIONAL } },
    type: REQUIRED,
    working_days: ANY_COUNT,
    working_time_intervals: ANY_COUNT,
    working_time_modes: ANY_COUNT,
    accept_temporary: OPTIONAL,
  } satisfies Record<string, Condition>);
}

/** A number in parts is measured by `number` as a whole: the newer sample has no rules for country and city. */
const PHONES_TODAY: Condition = {
  required: true,
  min_count: 0,
  max_count: 2,
  fields: { number: { required: true, min_length: 7, max_length: 21 }, comment: text(255) },
};

/** The conditions with the fields that HeadHunter has added since 2021, and without those it has taken away. */
export function todayConditions(): Record<string, Condition> {
  const { specializations, ...kept } = sampleConditions();
  const contacts: Condition = { required: false, fields: { email: text(255), name: text(255, true), phones: PHONES_TODAY } };
  return structuredClone({
    ...kept,
    name: { required: true, min_length: 1, max_length: 100 },
    description: { required: true, min_length: 150, max_length: 10_000 },
    contacts,
    professional_roles: { required: true, min_count: 1, max_count: 1 },
    salary_range: {
      required: false,
      fields: { currency: REQUIRED, from: AMOUNT, to: AMOUNT, gross: REQUIRED, mode: REQUIRED, frequency: OPTIONAL },
    },
    employment_form: OPTIONAL,
    work_format: ANY_COUNT,
    work_schedule_by_days: ANY_COUNT,
    working_hours: ANY_COUNT,
    fly_in_fly_out_duration: ANY_COUNT,
    internship: OPTIONAL,
    night_shifts: OPTIONAL,
    show_contacts: OPTIONAL,
    age_restriction: OPTIONAL,
    accept_labor_contract: OPTIONAL,
    civil_law_contracts: ANY_COUNT,
    accept_incomplete_resumes: OPTIONAL,
    branded_template: OPTIONAL,
    driver_license_types: ANY_COUNT,
    languages: ANY_COUNT,
    previous_id: OPTIONAL,
    auto_response: OPTIONAL,
    vacancy_properties: OPTIONAL,
    closed_for_applicants: OPTIONAL,
  } satisfies Record<string, Condition>);
}

/** Rules as they are served: those at `paths` are null. A path leaves `fields` out: `contacts.phones.number`. */
export function withNullRules(
  rules: Readonly<Record<string, Condition>>,
  paths: readonly string[] | "all",
  above = "",
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => {
      const path = `${above}${name}`;
      if (paths === "all" || paths.includes(path)) return [name, null];
      return [name, rule.fields === undefined ? rule : { ...rule, fields: withNullRules(rule.fields, paths, `${path}.`) }];
    }),
  );
}
