import type { StandInRequest, StandInResponse } from "../kit/exchange.js";
import { forbidden, HeadHunterRefusal, notFound, oauthRefusal } from "./errors.js";
import type { IssuedToken, Manager, Vacancy } from "./model.js";
import type { View } from "./render.js";

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

/** Checks the manager's work account, if the request names one. */
export function requireAccount({ request, state }: Context): void {
  const account = request.headers["x-manager-account-id"];
  if (account === undefined || state.accountIds.includes(account)) return;
  throw new HeadHunterRefusal(403, [{ type: "manager_extra_accounts", value: "manager_extra_account_not_found" }]);
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

export function caller({ state }: Context): Manager {
  const found = state.managers.find((manager) => manager.id === state.callerId);
  if (found === undefined) throw notFound();
  return found;
}

export function mayManage(context: Context, vacancy: Vacancy): boolean {
  return context.state.managers.some((manager) => manager.id === vacancy.managerId && manager.vacanciesAccessible);
}

/** A vacancy that the caller may manage. 404 means both "unknown" and "not permitted". */
export function ownVacancy(context: Context, id: string): Vacancy {
  const vacancy = context.state.vacancies.get(id);
  if (vacancy === undefined || !mayManage(context, vacancy)) throw notFound();
  return vacancy;
}

export function requireOwnEmployer(context: Context, employerId: string, refusal: () => HeadHunterRefusal = notFound): void {
  if (employerId !== context.state.employer.id) throw refusal();
}
