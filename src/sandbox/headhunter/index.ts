import { type Clock, systemClock } from "../../clock.js";
import type { StandInHandler, StandInRequest, StandInResponse } from "../kit/exchange.js";
import { type Context, type Route, requireEmployer, requireToken } from "./context.js";
import { HOSTS, LOCALES } from "./data/dictionaries.js";
import { createState } from "./data/state.js";
import { HeadHunterElsewhere } from "./elsewhere.js";
import { badArgument, HeadHunterRefusal, notFound, refusalResponse } from "./errors.js";
import { defaultKnobs, type HeadHunterKnobs } from "./knobs.js";
import type { Account, HeadHunterState } from "./model.js";
import { ACCOUNT_ROUTES } from "./routes/account.js";
import { LIST_ROUTES } from "./routes/lists.js";
import { PUBLICATION_ROUTES } from "./routes/publication.js";
import { REFERENCE_ROUTES } from "./routes/reference.js";
import { VACANCY_ROUTES } from "./routes/vacancy.js";
import { WEBHOOK_ROUTES } from "./routes/webhooks.js";
import { expirePublications } from "./rules/lifecycle.js";
import { presentedToken, refreshTokens, requireUserAgent } from "./tokens.js";
import { HeadHunterWebhooks } from "./webhooks/webhooks.js";

export { SECOND_EMPLOYER } from "./data/account.js";
export { DISABLED_AREA_ID } from "./data/areas.js";
export { SPECIAL, type SpecialVacancy, sampleVacancyId, specialVacancyId } from "./data/sample.js";
export { APPLICATION_TOKEN, addManagers, balanceOf, setBalance } from "./data/state.js";
export type { ProductId } from "./ids.js";
export { type HeadHunterKnobs, pageKnobs, todayKnobs } from "./knobs.js";
export { lostAnswer, type PaidRequest } from "./lost-answers.js";
export type { Payment, Vacancy } from "./model.js";
export { ledger } from "./rules/billing.js";
export { dayStatistics } from "./statistics.js";
export { VACANCY_ACTIONS } from "./webhooks/subscriptions.js";

export interface HeadHunterStandInOptions {
  clock?: Clock;
  /** "sandbox-access-token" by default. */
  accessToken?: string;
  /** "sandbox-refresh-token" by default. */
  refreshToken?: string;
  /** "1455" by default. */
  employerId?: string;
  /** The manager of the token; "321" by default. */
  managerId?: string;
  knobs?: Partial<HeadHunterKnobs>;
}

export interface HeadHunterStandIn {
  handle: StandInHandler;
  state: HeadHunterState;
  knobs: HeadHunterKnobs;
  /** What managers do on the site. */
  elsewhere: HeadHunterElsewhere;
  webhooks: HeadHunterWebhooks;
}

const PRODUCTION_ORIGIN = "https://api.hh.ru";

/** `locale` and `host`, which any request may have. No page says what an unknown one does; here it is refused. */
function languageAndSite(query: URLSearchParams): Pick<Context, "locale" | "site"> {
  const wanted = query.get("locale") ?? "RU";
  const locale = LOCALES.find((known) => known === wanted);
  if (locale === undefined) throw badArgument("locale", "invalid");
  const host = query.get("host") ?? "hh.ru";
  if (!HOSTS.includes(host)) throw badArgument("host", "invalid");
  return { locale, site: `https://${host}` };
}

function primaryAccount({ accounts }: HeadHunterState): Account {
  const [primary] = accounts;
  if (primary === undefined) throw new Error("The stand-in's manager needs an account.");
  return primary;
}

const ROUTES: readonly Route[] = [
  ...PUBLICATION_ROUTES,
  ...VACANCY_ROUTES,
  ...LIST_ROUTES,
  ...ACCOUNT_ROUTES,
  ...REFERENCE_ROUTES,
  ...WEBHOOK_ROUTES,
];

/**
 * The employer side of api.hh.ru for an invented employer: vacancies, their prolongation, archive and statistics. "README" in the comments
 * of this folder is that of src/datasources/headhunter.
 */
export function createHeadHunterStandIn(options: HeadHunterStandInOptions = {}): HeadHunterStandIn {
  const clock = options.clock ?? systemClock;
  const knobs: HeadHunterKnobs = { ...defaultKnobs(), ...options.knobs };
  const state = createState(clock.now(), {
    accessToken: options.accessToken ?? "sandbox-access-token",
    refreshToken: options.refreshToken ?? "sandbox-refresh-token",
    employerId: options.employerId ?? "1455",
    managerId: options.managerId ?? "321",
    accessTokenLifetimeMs: knobs.accessTokenLifetimeMs,
  });
  const webhooks = new HeadHunterWebhooks({ clock, state, knobs });
  const elsewhere = new HeadHunterElsewhere({ state, knobs, now: () => clock.now(), onChange: () => webhooks.look() });
  let answered = 0;
  let recent: number[] = [];

  function isOverLimit(now: number): boolean {
    const limit = knobs.rateLimit;
    if (limit === null) return false;
    recent = recent.filter((at) => at > now - limit.windowMs);
    if (recent.length >= limit.requests) return true;
    recent.push(now);
    return false;
  }

  /** Checks User-Agent, token, account header and rights, then calls the route (README, "Errors"). */
  function route(request: StandInRequest, now: number): StandInResponse {
    const named = state.accounts.find(({ id }) => id === request.headers["x-manager-account-id"]);
    const world = { state, knobs, now, account: named ?? primaryAccount(state) };
    requireUserAgent(world, request.headers);
    expirePublications(state, now);
    if (request.method === "POST" && request.path === "/token") return refreshTokens(world, request);
    const token = presentedToken(world, request.headers);
    for (const candidate of ROUTES) {
      const match = candidate.method === request.method ? candidate.path.exec(request.path) : null;
      if (match === null) continue;
      const context: Context = {
        ...world,
        request,
        token,
        params: match.slice(1),
        ...languageAndSite(request.query),
        origin: knobs.urlOrigin === "vendor" ? PRODUCTION_ORIGIN : `http://${request.headers.host ?? "127.0.0.1"}`,
      };
      if (candidate.access === "token") requireToken(context);
      if (candidate.access === "employer") requireEmployer(context);
      return candidate.handle(context);
    }
    throw notFound();
  }

  function answer(request: StandInRequest, now: number, requestId: string): StandInResponse {
    // No page describes the body of a 429, so it is empty here.
    if (isOverLimit(now)) return { status: 429 };
    try {
      return route(request, now);
    } catch (error) {
      if (error instanceof HeadHunterRefusal) return refusalResponse(error, requestId);
      throw error;
    }
  }

  return {
    state,
    knobs,
    elsewhere,
    webhooks,
    handle: (request) => {
      const now = clock.now();
      answered += 1;
      const requestId = `${now}${String(answered).padStart(19, "0")}`;
      const response = answer(request, now, requestId);
      webhooks.look();
      return { ...response, headers: { ...response.headers, "x-request-id": requestId } };
    },
  };
}
