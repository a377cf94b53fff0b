import type { StandInResponse } from "../../kit/exchange.js";
import { type Context, caller, NO_CONTENT, param, type Route } from "../context.js";
import { badArgument, badRequest, HeadHunterRefusal, notFound } from "../errors.js";
import { isRecord } from "../rules/fields.js";
import { ACTIONS, type SubscribedAction, type Subscription } from "../webhooks/subscriptions.js";
import { userIdOf } from "../webhooks/webhooks.js";

/** Subscriptions to webhooks: https://api.hh.ru/openapi/redoc#tag/Vebhuk-API. One for a user and an application. */
export const WEBHOOK_ROUTES: readonly Route[] = [
  { method: "GET", path: /^\/webhook\/subscriptions$/, access: "employer", handle: list },
  { method: "POST", path: /^\/webhook\/subscriptions$/, access: "employer", handle: subscribe },
  { method: "PUT", path: /^\/webhook\/subscriptions\/([^/]+)$/, access: "employer", handle: change },
  { method: "DELETE", path: /^\/webhook\/subscriptions\/([^/]+)$/, access: "employer", handle: unsubscribe },
];

function list(context: Context): StandInResponse {
  const items = shown(context).map(({ id, url, actions }) => ({ id, url, actions }));
  return { status: 200, json: { items } };
}

function subscribe(context: Context): StandInResponse {
  const { state } = context;
  const { url, actions } = readBody(context);
  if (typeof url !== "string" || !/^https?:\/\//.test(url) || !URL.canParse(url)) throw badArgument("url", "invalid");
  const wanted = actionsOf(actions);
  // One that is blocked and not shown any more is replaced.
  if (shown(context).length > 0) throw new HeadHunterRefusal(400, [{ type: "notifications", value: "already_exist" }]);
  const userId = userIdOf(caller(context).id);
  state.subscriptions = state.subscriptions.filter((one) => one.userId !== userId);
  const subscription: Subscription = { id: String(state.nextSubscriptionId), userId, url, actions: wanted, isBlocked: false };
  state.nextSubscriptionId += 1;
  state.subscriptions.push(subscription);
  return { status: 201, json: { id: subscription.id } };
}

/** Replaces the actions whole. The URL stays where none is given. */
function change(context: Context): StandInResponse {
  const { url, actions } = readBody(context);
  const subscription = found(context);
  if (url !== undefined && (typeof url !== "string" || !URL.canParse(url))) throw badArgument("url", "invalid");
  subscription.actions = actionsOf(actions);
  subscription.url = url ?? subscription.url;
  return NO_CONTENT;
}

function unsubscribe(context: Context): StandInResponse {
  const gone = found(context);
  context.state.subscriptions = context.state.subscriptions.filter((one) => one !== gone);
  return NO_CONTENT;
}

/** The user's own. No page says whether one that is blocked is still shown. */
function shown(context: Context): Subscription[] {
  const { state, knobs } = context;
  const userId = userIdOf(caller(context).id);
  return state.subscriptions.filter((one) => one.userId === userId && (!one.isBlocked || knobs.blockedSubscriptions === "listed"));
}

function found(context: Context): Subscription {
  const subscription = shown(context).find(({ id }) => id === param(context, 0));
  if (subscription === undefined) throw notFound();
  return subscription;
}

function readBody({ request }: Context): Record<string, unknown> {
  const isJson = (request.headers["content-type"] ?? "").startsWith("application/json");
  if (!isJson || !isRecord(request.json)) throw badRequest();
  return request.json;
}

function actionsOf(value: unknown): SubscribedAction[] {
  if (!Array.isArray(value) || value.length === 0) throw badArgument("actions", "invalid");
  return value.map((one: unknown) => {
    if (!isRecord(one) || typeof one.type !== "string" || !ACTIONS.includes(one.type)) throw badArgument("actions", "invalid");
    const { type, settings } = one;
    if (settings === undefined || settings === null) return { type };
    if (!isRecord(settings)) throw badArgument("actions", "invalid");
    return { type, settings: { vacancies_only_mine: settings.vacancies_only_mine === true } };
  });
}
