import {
  type Context,
  caller,
  colleagues,
  param,
  type Route,
  requireAccount,
  requireOwnEmployer,
  requireToken,
  requireUser,
} from "../context.js";
import { localName } from "../data/dictionaries.js";
import { notFound } from "../errors.js";
import type { Manager } from "../model.js";
import { paginate } from "../pagination.js";
import { renderArea } from "../render-parts.js";
import { revokeToken } from "../tokens.js";
import { userIdOf } from "../webhooks/webhooks.js";

export const ACCOUNT_ROUTES: readonly Route[] = [
  { method: "DELETE", path: /^\/token$/, access: "token", handle: revoke },
  { method: "GET", path: /^\/me$/, access: "token", handle: showMe },
  { method: "GET", path: /^\/manager_accounts\/mine$/, access: "token", handle: showAccounts },
  { method: "GET", path: /^\/employers\/(\d+)\/managers$/, access: "employer", handle: listManagers },
  { method: "GET", path: /^\/employers\/(\d+)\/managers\/(\d+)$/, access: "employer", handle: showManager },
  { method: "GET", path: /^\/employers\/(\d+)\/departments$/, access: "employer", handle: listDepartments },
  { method: "GET", path: /^\/employers\/(\d+)\/addresses$/, access: "employer", handle: listAddresses },
];

/** Access that is revoked ends the user's webhooks too. */
function revoke(context: Context) {
  const { state, account } = context;
  state.subscriptions = state.subscriptions.filter(({ userId }) => userId !== userIdOf(account.managerId));
  return revokeToken(requireToken(context));
}

/** `manager.id` is the caller; `employer.manager_id` is the account's personal manager. */
function showMe(context: Context) {
  const { state, knobs, account } = context;
  if (requireToken(context).kind === "application") {
    return { status: 200, json: { auth_type: "application", ...flags({ is_application: true }) } };
  }
  requireAccount(context);
  const me = caller(context);
  const person = {
    id: userIdOf(me.id),
    first_name: me.firstName,
    last_name: me.lastName,
    middle_name: null,
    email: me.email,
    phone: null,
  };
  if (!knobs.isEmployer) {
    return { status: 200, json: { auth_type: "applicant", ...flags({ is_applicant: true }), ...person, employer: null, manager: null } };
  }
  return {
    status: 200,
    json: {
      auth_type: "employer",
      ...flags({ is_employer: true }),
      ...person,
      employer: { ...account.employer, manager_id: "77001" },
      manager: {
        id: me.id,
        is_main_contact_person: me.isMainContactPerson,
        has_admin_rights: me.isMainContactPerson,
        has_multiple_manager_accounts: state.accounts.length > 1,
        manager_settings_url: `${context.origin}/employers/${account.employer.id}/managers/${me.id}/settings`,
      },
      personal_manager: {
        id: "77001",
        email: "help@example.com",
        first_name: "Личный",
        last_name: "Менеджер",
        is_available: true,
        photo_urls: null,
        unavailable: null,
      },
      resumes_url: null,
      negotiations_url: null,
      is_in_search: null,
      counters: null,
    },
  };
}

function flags(set: Record<string, true>): Record<string, boolean> {
  return { is_applicant: false, is_employer: false, is_admin: false, is_application: false, is_employer_integration: false, ...set };
}

/** Answers for a blocked account too, so that its owner finds another. */
function showAccounts(context: Context) {
  requireUser(context);
  const { state, knobs, account } = context;
  const primary = state.accounts[0]?.id ?? "";
  return {
    status: 200,
    json: {
      primary_account_id: primary,
      current_account_id: account.id,
      is_primary_account_blocked: knobs.blockedAccounts.includes(primary),
      items: state.accounts.map(({ id, employer }) => ({ id, employer: { ...employer } })),
    },
  };
}

function listManagers(context: Context) {
  requireOwnEmployer(context, param(context, 0));
  const { query } = context.request;
  const text = query.get("search_text")?.toLowerCase() ?? "";
  const found = colleagues(context).filter((manager) => fullName(manager).toLowerCase().includes(text));
  const limits = { defaultPerPage: 200, maxPerPage: 200 };
  return { status: 200, json: paginate(query, found, limits, (manager) => renderManager(context, manager)) };
}

function showManager(context: Context) {
  requireOwnEmployer(context, param(context, 0));
  const manager = colleagues(context).find((candidate) => candidate.id === param(context, 1));
  if (manager === undefined) throw notFound();
  return {
    status: 200,
    json: {
      ...renderManager(context, manager),
      manager_type: { id: "manager", name: "Менеджер" },
      permissions: manager.canPublish ? [{ id: "can_create_vacancy", name: "Может публиковать вакансии" }] : [],
    },
  };
}

function renderManager(context: Context, manager: Manager): Record<string, unknown> {
  const active = [...context.state.vacancies.values()].filter((vacancy) => vacancy.managerId === manager.id && vacancy.archivedAt === null);
  return {
    id: manager.id,
    email: manager.email,
    position: manager.position,
    first_name: manager.firstName,
    last_name: manager.lastName,
    middle_name: null,
    full_name: fullName(manager),
    is_main_contact_person: manager.isMainContactPerson,
    area: renderArea(context, "1"),
    phone: null,
    additional_phone: null,
    // Null means that the caller may not see that manager's vacancies.
    vacancies_count: manager.vacanciesAccessible ? active.length : null,
  };
}

function fullName(manager: Manager): string {
  return `${manager.lastName} ${manager.firstName}`;
}

function listDepartments(context: Context) {
  requireOwnEmployer(context, param(context, 0));
  const items = context.state.departments.map(({ id, name }) => ({ id, name: localName(name, context.locale) }));
  return { status: 200, json: { items } };
}

function listAddresses(context: Context) {
  requireOwnEmployer(context, param(context, 0));
  const { request, state, locale } = context;
  const limits = { defaultPerPage: 20, maxPerPage: 10_000 };
  const page = paginate(request.query, state.addresses, limits, (address) => ({
    id: address.id,
    city: localName(address.city, locale),
    street: address.street,
    building: address.building,
    raw: null,
    lat: address.lat,
    lng: address.lng,
    metro_stations: address.metroStations,
    deleted: false,
    can_edit: false,
  }));
  return { status: 200, json: page };
}
