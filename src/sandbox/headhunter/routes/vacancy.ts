import { type Context, mayManage, NO_CONTENT, ownVacancy, param, type Route } from "../context.js";
import { dictionaryItem } from "../data/dictionaries.js";
import { billingTypeOf, isUpgrade, PRICES, PRODUCTS, VARIANTS, type Variant } from "../data/products.js";
import { DAY_MS, formatTimestamp } from "../dates.js";
import { notFound } from "../errors.js";
import type { Vacancy } from "../model.js";
import { paginate } from "../pagination.js";
import { renderVacancy } from "../render.js";
import { chargeFor, findShortage, renderAppearance, requiredProperties } from "../rules/billing.js";
import { prolong, prolongationObstacle } from "../rules/lifecycle.js";
import { hash, statisticsWindow } from "../statistics.js";

export const VACANCY_ROUTES: readonly Route[] = [
  { method: "GET", path: /^\/vacancies\/(\d+)$/, access: "token", handle: showVacancy },
  { method: "GET", path: /^\/vacancies\/(\d+)\/prolongate$/, access: "employer", handle: showProlongation },
  { method: "POST", path: /^\/vacancies\/(\d+)\/prolongate$/, access: "employer", handle: prolongVacancy },
  { method: "GET", path: /^\/vacancies\/(\d+)\/stats$/, access: "employer", handle: showStatistics },
  { method: "GET", path: /^\/vacancies\/(\d+)\/visitors$/, access: "employer", handle: listVisitors },
  { method: "GET", path: /^\/vacancies\/(\d+)\/upgrades$/, access: "employer", handle: listUpgrades },
];

/** Any token reads a live vacancy that is not closed. The owner sees more fields, and archived vacancies. */
function showVacancy(context: Context) {
  const vacancy = context.state.vacancies.get(param(context, 0));
  if (vacancy === undefined) throw notFound();
  const isOwner = context.token?.kind === "user" && context.knobs.isEmployer && mayManage(context, vacancy);
  if (!isOwner && (vacancy.archivedAt !== null || vacancy.typeId === "closed")) throw notFound();
  return { status: 200, json: renderVacancy(context, vacancy, isOwner) };
}

/** Advisory and free: only POST checks the manager's right (README, "Paid changes"). */
function showProlongation(context: Context) {
  const vacancy = ownVacancy(context, param(context, 0));
  const obstacle = prolongationObstacle(context, vacancy);
  const action =
    obstacle === undefined
      ? { id: "prolongate", enabled: true, url: `${context.origin}/vacancies/${vacancy.id}/prolongate`, method: "POST" }
      : {
          id: "prolongate",
          enabled: false,
          disable_reason: dictionaryItem("vacancy_not_prolonged_reason", obstacle.reason, context.locale),
        };
  return { status: 200, json: { id: vacancy.id, expires_at: formatTimestamp(vacancy.expiresAt), actions: [action] } };
}

function prolongVacancy(context: Context) {
  prolong(context, ownVacancy(context, param(context, 0)));
  return NO_CONTENT;
}

function showStatistics(context: Context) {
  return { status: 200, json: { items: statisticsWindow(context, ownVacancy(context, param(context, 0))) } };
}

/** Résumés whose owners viewed the vacancy in the last week, newest first. Deleted ones are counted but not listed. */
function listVisitors(context: Context) {
  const { request, now } = context;
  const vacancy = ownVacancy(context, param(context, 0));
  const visits = Array.from({ length: hash(vacancy.id) % 40 }, (_, index) => index);
  const isDeleted = (index: number) => index % 7 === 6;
  const page = paginate(request.query, visits, { defaultPerPage: 20, maxPerPage: 50 }, (index) => index);
  const items = page.items
    .filter((index) => !isDeleted(index))
    .map((index) => ({
      id: `${vacancy.id}${String(index).padStart(6, "0")}`,
      title: vacancy.fields.name,
      url: `${context.origin}/resumes/${vacancy.id}${String(index).padStart(6, "0")}`,
      alternate_url: `${context.site}/resume/${vacancy.id}${String(index).padStart(6, "0")}`,
      first_name: null,
      last_name: null,
      middle_name: null,
      age: null,
      area: null,
      created_at: formatTimestamp(now - 100 * DAY_MS),
      updated_at: formatTimestamp(now - index * 3_600_000),
      total_experience: { months: (index * 11) % 120 },
    }));
  return { status: 200, json: { ...page, hidden_on_page: page.items.length - items.length, items } };
}

function listUpgrades(context: Context) {
  const vacancy = ownVacancy(context, param(context, 0));
  const visible = vacancy.typeId === "closed" ? "open" : vacancy.typeId;
  const better = VARIANTS.filter(({ productId, typeId }) => typeId === visible && isUpgrade(vacancy.productId, productId));
  const render = context.knobs.upgradesEdition === "today" ? renderUpgrade : renderUpgradeOf2021;
  const items = (vacancy.archivedAt === null ? better : []).flatMap((variant) => render(context, vacancy, variant));
  return { status: 200, json: { items } };
}

/** What is not on the balance is offered for money, in a cart on the site. The form of `error_reason` is not known; here it is an id. */
function renderUpgrade(context: Context, vacancy: Vacancy, variant: Variant): unknown[] {
  const { knobs, locale, origin, site } = context;
  const { productId } = variant;
  const shortage = findShortage(context, chargeFor(vacancy, productId));
  const billing = knobs.sellsOnlyByProperties ? null : billingTypeOf(productId);
  const cartId = 700_000 + PRODUCTS.indexOf(productId);
  const offer = {
    type: "buy",
    url: `${site}/employer/cart?cart=${cartId}`,
    cart_id: cartId,
    price: { amount: PRICES[productId], currency_code: "RUR" },
  };
  const isForSale = shortage?.reason === "not_enough_purchased_services" && knobs.buyingOffered;
  const free = { type: knobs.upgradeAction, url: `${origin}/vacancies/${vacancy.id}` };
  return [
    {
      vacancy_billing_type: billing === null ? null : { ...dictionaryItem("vacancy_billing_type", billing, locale), description: "" },
      appearance: renderAppearance(variant, locale),
      vacancy_properties: requiredProperties(variant),
      actions: shortage === undefined ? [free] : isForSale ? [offer] : [],
      error_reason: shortage?.reason ?? null,
      without_action: shortage === undefined || isForSale ? null : [{ reason: shortage.reason }],
    },
  ];
}

/** The form of 2021: billing types only, and nothing for money. */
function renderUpgradeOf2021(context: Context, vacancy: Vacancy, { productId }: Variant): unknown[] {
  const billing = billingTypeOf(productId);
  if (billing === null) return [];
  const shortage = findShortage(context, chargeFor(vacancy, billing));
  return [
    {
      vacancy_billing_type: { ...dictionaryItem("vacancy_billing_type", billing, context.locale), description: "" },
      actions: shortage === undefined ? [{ type: "direct_upgrade", url: `${context.origin}/vacancies/${vacancy.id}` }] : [],
      without_action: shortage === undefined ? null : { reason: shortage.reason },
    },
  ];
}
