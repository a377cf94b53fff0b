import type { StandInRequest, StandInResponse } from "../kit/exchange.js";
import { forbidden, HeadHunterRefusal, notFound, oauthRefusal } from "./errors.js";
import type { IssuedToken, Manager, Vacancy } from "./model.js";
import type { View } from "./render-parts.js";

/** One request during its checks. */
export interface Context extends View {
  request: StandInRequest;
  /** The matches of the path's groups. */
  params: readonly string[];
  token: IssuedToken | undefined;
}

type RouteHandler = (context: Context) => StandInResponse;

export interface Route {
  method: string;
  path: RegExp;
  /** Callers: anyone, anyone with a token, or only an employer's manager. */
  access: "anyone" | "token" | "employer";
  handle: RouteHandler;
}

export const NO_CONTENT: StandInResponse = { status: 204 };

/** Checks the work account: that of the header, or the primary one (README, "Errors"). */
export function requireAccount(context: Context): void {
  requireKnownAccount(context);
  const { state, knobs, account } = context;
  if (!knobs.blockedAccounts.includes(account.id)) return;
  const allowed = state.accounts.filter(({ id }) => !knobs.blockedAccounts.includes(id));
  throw new HeadHunterRefusal(403, [
    {
      type: "manager_accounts",
      value: "used_manager_account_forbidden",
      allowed_accounts: allowed.map(({ id, employer }) => ({ id, employer: { ...employer } })),
    },
  ]);
}

function requireKnownAccount({ request, state }: Context): void {
  const named = request.headers["x-manager-account-id"];
  if (named === undefined || state.accounts.some(({ id }) => id === named)) return;
  throw new HeadHunterRefusal(403, [{ type: "manager_extra_accounts", value: "manager_extra_account_not_found" }]);
}

/** Requires a user's token, of an account that may be blocked. */
export function requireUser(context: Context): void {
  if (requireToken(context).kind === "application") throw oauthRefusal("user_auth_expected");
  requireKnownAccount(context);
}

export function requireToken({ token }: Context): IssuedToken {
  if (token === undefined) throw forbidden();
  return token;
}

/** Requires the token of a user with an employer account. */
export function requireEmployer(context: Context): void {
  if (requireToken(context).kind === "application") throw oauthRefusal("user_auth_expected");
  requireAccount(context);
  if (!context.knobs.isEmployer) throw forbidden();
}

export function param(context: Context, index: number): string {
  return context.params[index] ?? "";
}

export function caller({ state, account }: Context): Manager {
  const found = state.managers.find((manager) => manager.id === account.managerId);
  if (found === undefined) throw notFound();
  return found;
}

/** The managers of the account's employer. */
export function colleagues({ state, account }: Context): Manager[] {
  return state.managers.filter(({ employerId }) => employerId === account.employer.id);
}

export function mayManage(context: Context, vacancy: Vacancy): boolean {
  return colleagues(context).some((manager) => manager.id === vacancy.managerId && manager.vacanciesAccessible);
}

/** A vacancy that the caller may manage. 404 means both "unknown" and "not permitted". */
export function ownVacancy(context: Context, id: string): Vacancy {
  const vacancy = context.state.vacancies.get(id);
  if (vacancy === undefined || !mayManage(context, vacancy)) throw notFound();
  return vacancy;
}

export function requireOwnEmployer(context: Context, employerId: string, refusal: () => HeadHunterRefusal = notFound): void {
  if (employerId !== context.account.employer.id) throw refusal();
}
