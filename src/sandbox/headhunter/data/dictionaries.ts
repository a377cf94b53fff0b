import type { Edition } from "../ids.js";

export const LOCALES = ["RU", "EN"] as const;
export type Locale = (typeof LOCALES)[number];

/** The sites of the group, which `host` may name. */
export const HOSTS: readonly string[] = ["hh.ru", "rabota.by", "hh1.az", "hh.uz", "hh.kz", "headhunter.ge", "headhunter.kg"];

interface Entry {
  id: string;
  ru: string;
  en: string;
}

function entry(id: string, ru: string, en: string): Entry {
  return { id, ru, en };
}

const NAME_ORDERS = [entry("name_asc", "По названию, А-Я", "By name, A-Z"), entry("name_desc", "По названию, Я-А", "By name, Z-A")];
const ARCHIVE_ORDERS = [
  ...NAME_ORDERS,
  entry("archive_time_asc", "Сначала давно закрытые", "Closed long ago first"),
  entry("archive_time_desc", "Сначала недавно закрытые", "Recently closed first"),
];

/** HeadHunter's dictionaries. Names change with `locale`, so clients compare ids. */
const DICTIONARIES = {
  vacancy_type: [
    entry("open", "Открытая", "Open"),
    entry("closed", "Закрытая", "Closed"),
    entry("anonymous", "Анонимная", "Anonymous"),
    entry("direct", "Рекламная", "Advertising"),
  ],
  vacancy_billing_type: [
    entry("free", "Бесплатная", "Free"),
    entry("standard", "Стандарт", "Standard"),
    entry("standard_plus", "Стандарт плюс", "Standard plus"),
    entry("premium", "Премиум", "Premium"),
  ],
  schedule: [
    entry("fullDay", "Полный день", "Full day"),
    entry("shift", "Сменный график", "Shift schedule"),
    entry("flexible", "Гибкий график", "Flexible schedule"),
    entry("remote", "Удаленная работа", "Remote working"),
    entry("flyInFlyOut", "Вахтовый метод", "Rotation based work"),
  ],
  experience: [
    entry("noExperience", "Нет опыта", "No experience"),
    entry("between1And3", "От 1 года до 3 лет", "Between 1 and 3 years"),
    entry("between3And6", "От 3 до 6 лет", "Between 3 and 6 years"),
    entry("moreThan6", "Более 6 лет", "More than 6 years"),
  ],
  employment: [
    entry("full", "Полная занятость", "Full time"),
    entry("part", "Частичная занятость", "Part time"),
    entry("project", "Проектная работа", "Project work"),
    entry("volunteer", "Волонтерство", "Volunteering"),
    entry("probation", "Стажировка", "Work placement"),
  ],
  working_days: [entry("only_saturday_and_sunday", "По субботам и воскресеньям", "Saturdays and Sundays only")],
  working_time_intervals: [entry("from_four_to_six_hours_in_a_day", "Можно сменами по 4-6 часов в день", "Shifts of 4 to 6 hours")],
  working_time_modes: [entry("start_after_sixteen", "С началом дня после 16:00", "Starting after 16:00")],
  // The "too early" names say three days, although the rule is one minute.
  vacancy_not_prolonged_reason: [
    entry("vacancy_archived", "Вакансия в архиве или заблокирована", "The vacancy is archived or blocked"),
    entry("vacancy_not_premoderated", "Вакансия ещё не проверена", "The vacancy has not been moderated yet"),
    entry(
      "standard_plus_publication_is_updated_automatically",
      'Вакансия "Стандарт Плюс" не может быть обновлена, это происходит автоматически раз в три дня.',
      "A Standard Plus vacancy is renewed automatically every three days.",
    ),
    entry("standard_plus_cannot_be_closed", "Вакансию «Стандарт плюс» нельзя закрыть", "A Standard Plus vacancy cannot be closed"),
    entry("pfp_publication_is_updated_automatically", "Вакансия обновляется автоматически", "The vacancy is renewed automatically"),
    entry("too_early_to_prolongate_free_publication", "Обновить можно раз в три дня", "It can be renewed once in three days"),
    entry("too_early_to_prolongate_standard_publication", "Обновить можно раз в три дня", "It can be renewed once in three days"),
    entry("free_prolongation_not_available", "Бесплатную вакансию нельзя продлить", "A free vacancy cannot be prolonged"),
    entry("not_enough_quotas", "Квота исчерпана", "The quota is used up"),
    entry("not_enough_purchased_services", "Недостаточно услуг", "Not enough purchased services"),
    entry("not_enough_division_services", "У департамента недостаточно услуг", "The department has not enough services"),
    entry("vacancy_publication_disabled_in_area", "Публикация в регионе недоступна", "Publication is disabled in the area"),
  ],
  employment_form: [
    entry("FULL", "Полная", "Full"),
    entry("PART", "Частичная", "Part"),
    entry("PROJECT", "Проект", "Project"),
    entry("FLY_IN_FLY_OUT", "Вахта", "Rotation"),
    entry("SIDE_JOB", "Подработка", "Side job"),
  ],
  work_format: [
    entry("ON_SITE", "На месте работодателя", "On site"),
    entry("REMOTE", "Удалённо", "Remote"),
    entry("HYBRID", "Гибрид", "Hybrid"),
    entry("FIELD_WORK", "Разъездной", "Field work"),
  ],
  work_schedule_by_days: [
    entry("FIVE_ON_TWO_OFF", "5/2", "5/2"),
    entry("SIX_ON_ONE_OFF", "6/1", "6/1"),
    entry("TWO_ON_TWO_OFF", "2/2", "2/2"),
    entry("THREE_ON_THREE_OFF", "3/3", "3/3"),
    entry("WEEKEND", "По выходным", "Weekends"),
    entry("FLEXIBLE", "Свободный", "Flexible"),
    entry("OTHER", "Другой", "Other"),
  ],
  working_hours: [
    entry("HOURS_4", "4 часа", "4 hours"),
    entry("HOURS_8", "8 часов", "8 hours"),
    entry("HOURS_12", "12 часов", "12 hours"),
    entry("HOURS_24", "24 часа", "24 hours"),
    entry("FLEXIBLE", "По договорённости", "By agreement"),
    entry("OTHER", "Другое", "Other"),
  ],
  fly_in_fly_out_duration: [
    entry("DAYS_15", "15 дней", "15 days"),
    entry("DAYS_20", "20 дней", "20 days"),
    entry("DAYS_30", "30 дней", "30 days"),
  ],
  salary_range_mode: [
    entry("MONTH", "За месяц", "A month"),
    entry("SHIFT", "За смену", "A shift"),
    entry("HOUR", "За час", "An hour"),
    entry("FLY_IN_FLY_OUT", "За вахту", "A rotation"),
    entry("SERVICE", "За услугу", "A service"),
  ],
  salary_range_frequency: [
    entry("DAILY", "Ежедневно", "Daily"),
    entry("WEEKLY", "Раз в неделю", "Weekly"),
    entry("TWICE_PER_MONTH", "Два раза в месяц", "Twice a month"),
    entry("MONTHLY", "Раз в месяц", "Monthly"),
    entry("PER_PROJECT", "За проект", "Per project"),
  ],
  age_restriction: [entry("AGE_14_PLUS", "От 14 лет", "From 14"), entry("AGE_16_PLUS", "От 16 лет", "From 16")],
  // The dictionary is known, its ids are not: these are invented.
  civil_law_contracts: [
    entry("SERVICE_CONTRACT", "Договор ГПХ", "Contract of services"),
    entry("SELF_EMPLOYED", "С самозанятым", "With the self-employed"),
  ],
  employer_active_vacancies_order: [
    ...NAME_ORDERS,
    entry("expiration_date_asc", "Сначала завершающиеся", "Ending soon first"),
    entry("expiration_date_desc", "Сначала завершающиеся нескоро", "Ending late first"),
    entry("unseen_responses_asc", "Меньше новых откликов", "Fewer new responses first"),
    entry("unseen_responses_desc", "Больше новых откликов", "More new responses first"),
  ],
  employer_archived_vacancies_order: ARCHIVE_ORDERS,
  employer_hidden_vacancies_order: ARCHIVE_ORDERS,
} as const satisfies Record<string, readonly Entry[]>;

export type DictionaryName = keyof typeof DICTIONARIES;

/** Dictionaries that the page of 2021 did not have. */
const NEWER: ReadonlySet<string> = new Set<DictionaryName>([
  "employment_form",
  "work_format",
  "work_schedule_by_days",
  "working_hours",
  "fly_in_fly_out_duration",
  "salary_range_mode",
  "salary_range_frequency",
  "age_restriction",
  "civil_law_contracts",
]);

export const DRIVER_LICENSE_TYPES: readonly string[] = ["A", "B", "C", "D", "E", "BE", "CE", "DE", "TM", "TB"];

/** HeadHunter's codes: RUR for the rouble, BYR for the Belarusian rouble. */
export const CURRENCIES = [
  { code: "AZN", abbr: "₼", ru: "Манаты", en: "Manat", rate: 0.0182 },
  { code: "BYR", abbr: "Br", ru: "Белорусские рубли", en: "Belarusian rouble", rate: 0.0352 },
  { code: "EUR", abbr: "€", ru: "Евро", en: "Euro", rate: 0.0111 },
  { code: "GEL", abbr: "₾", ru: "Грузинский лари", en: "Lari", rate: 0.0361 },
  { code: "KGS", abbr: "сом", ru: "Кыргызский сом", en: "Som", rate: 1.1307 },
  { code: "KZT", abbr: "₸", ru: "Тенге", en: "Tenge", rate: 5.6552 },
  { code: "RUR", abbr: "₽", ru: "Рубли", en: "Rouble", rate: 1 },
  { code: "UAH", abbr: "₴", ru: "Гривны", en: "Hryvnia", rate: 0.3652 },
  { code: "USD", abbr: "$", ru: "Доллары", en: "US dollar", rate: 0.0135 },
  { code: "UZS", abbr: "so’m", ru: "Узбекский сум", en: "Uzbek sum", rate: 141.8 },
];

export function localName(names: { ru: string; en: string }, locale: Locale): string {
  return locale === "EN" ? names.en : names.ru;
}

/** `{id, name}` of a dictionary's element, with the id as name where the dictionary lacks it. */
export function dictionaryItem(dictionary: DictionaryName, id: string, locale: Locale): { id: string; name: string } {
  const found = DICTIONARIES[dictionary].find((item) => item.id === id);
  return { id, name: found === undefined ? id : localName(found, locale) };
}

export function dictionaryHas(dictionary: DictionaryName, id: string): boolean {
  return DICTIONARIES[dictionary].some((item) => item.id === id);
}

/** The body of `GET /dictionaries`. */
export function renderDictionaries(locale: Locale, edition: Edition): Record<string, unknown> {
  const answer: Record<string, unknown> = {};
  for (const [name, items] of Object.entries(DICTIONARIES)) {
    if (edition === "2021" && NEWER.has(name)) continue;
    answer[name] = items.map((item) => ({
      id: item.id,
      name: localName(item, locale),
      ...(name === "schedule" ? { uid: item.id } : {}),
    }));
  }
  answer.driver_license_types = DRIVER_LICENSE_TYPES.map((id) => ({ id }));
  answer.currency = CURRENCIES.map((currency) => ({
    code: currency.code,
    abbr: currency.abbr,
    name: localName(currency, locale),
    default: currency.code === "RUR",
    rate: currency.rate,
    in_use: true,
  }));
  return answer;
}
