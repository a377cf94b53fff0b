import type { EnvReader } from "../../config/config.js";

/** Whose vacancies lists, the sweep and the recorder of statistics cover: the manager's own, all that he may see, or those of these managers. */
export type VacancyScope = { kind: "own" } | { kind: "accessible" } | { kind: "managers"; ids: readonly string[] };

export interface HeadHunterSettings {
  baseUrl: string;
  tokenUrl: string;
  accessToken: string;
  /** Renews an expired token. It works once; later ones come from the database. */
  refreshToken: string | undefined;
  /** `App/1.0 (mail@example.com)`. HeadHunter refuses requests without it. */
  userAgent: string;
  employerId: string | undefined;
  managerId: string | undefined;
  scope: VacancyScope;
  /** One of the manager's work accounts; his primary one where it is not set. */
  managerAccountId: string | undefined;
  /** Another site of the group, such as `rabota.by`; requests still go to the base URL. */
  host: string | undefined;
  /** The language of names, such as `EN`. */
  locale: string | undefined;
}

/** The settings of one account; undefined without a token. */
export function readSettings(env: EnvReader): HeadHunterSettings | undefined {
  const accessToken = env.secret("HEADHUNTER_ACCESS_TOKEN");
  const refreshToken = env.secret("HEADHUNTER_REFRESH_TOKEN");
  const baseUrl = env.url("HEADHUNTER_BASE_URL", "https://api.hh.ru");
  const rest = {
    baseUrl,
    refreshToken,
    employerId: readId(env, "HEADHUNTER_EMPLOYER_ID", "GET /me"),
    managerId: readId(env, "HEADHUNTER_MANAGER_ID", "GET /me"),
    managerAccountId: readId(env, "HEADHUNTER_MANAGER_ACCOUNT_ID", "GET /manager_accounts/mine"),
    scope: readScope(env),
    host: readWord(env, "HEADHUNTER_HOST", /^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "the name of a site of the group, such as rabota.by or hh.kz"),
    locale: readWord(env, "HEADHUNTER_LOCALE", /^[A-Za-z]{2,3}$/, "an id of GET /locales, such as EN"),
    tokenUrl: env.url("HEADHUNTER_TOKEN_URL", `${baseUrl}/token`),
  };
  const userAgent = env.string("HEADHUNTER_USER_AGENT");
  if (accessToken === undefined) {
    if (refreshToken !== undefined) env.fault("HEADHUNTER_ACCESS_TOKEN", "is required where HEADHUNTER_REFRESH_TOKEN is set");
    return undefined;
  }
  if (userAgent === undefined)
    env.fault("HEADHUNTER_USER_AGENT", "is required with HEADHUNTER_ACCESS_TOKEN; expected App/1.0 (mail@example.com)");
  return { ...rest, accessToken, userAgent: userAgent ?? "" };
}

const OF_MANAGERS = /^managers:\s*\d+(\s*,\s*\d+)*$/;

function readScope(env: EnvReader): VacancyScope {
  const text = env.string("HEADHUNTER_SCOPE", "own");
  if (text === "own" || text === "accessible") return { kind: text };
  if (OF_MANAGERS.test(text)) return { kind: "managers", ids: [...new Set(text.match(/\d+/g))] };
  env.fault("HEADHUNTER_SCOPE", "expected own, accessible, or managers: and ids of managers between commas (managers:321,322)");
  return { kind: "own" };
}

function readId(env: EnvReader, name: string, where: string): string | undefined {
  return readWord(env, name, /^\d+$/, `an id of digits, as ${where} tells it`);
}

function readWord(env: EnvReader, name: string, form: RegExp, expected: string): string | undefined {
  const word = env.string(name);
  if (word !== undefined && !form.test(word)) env.fault(name, `expected ${expected}`);
  return word;
}
