import type { GlobalId } from "../../../schema/common/global-id.js";
import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import type { Vacancy, VacancyUpgrade } from "../../../schema/vacancy/vacancy.type.js";
import { type Change, type Finding, sendTogether } from "../../contract/change.js";
import { toRefusal } from "../../contract/permissions.js";
import type { HeadHunterDatasource } from "../headhunter.datasource.js";
import { explainTopLevel, userError } from "../headhunter.errors.js";
import { PAID_VERIFY } from "../headhunter.policy.js";
import { activeOnly, notFound } from "../headhunter.rules.js";
import { applied, type ChangeContext, readVacancy, vacancyIdOf } from "./headhunter.change-context.js";
import {
  type Bought,
  boughtWith,
  buysTheSame,
  holdsPurchase,
  type Purchase,
  purchasesIn,
  sameSet,
  toPurchaseBody,
} from "./headhunter.purchase.js";

/**
 * Buys a better kind of publication for a live vacancy, in a request of its own: by billing type (page, "Смена биллинг-типа"), or by
 * properties (OpenAPI since 1.26.0). It has no idempotency key.
 */
export function upgradeVacancy(context: ChangeContext): Change<"upgradeVacancy", Bought | null, HeadHunterDatasource> {
  return {
    verifyPolicy: PAID_VERIFY,
    locks: ({ target }) => [target.text],
    check: async ({ target, input }, reads) => {
      const [purchase, another] = purchasesIn(input);
      if (purchase === undefined) return { ready: false, refusals: [nothingToBuy()] };
      if (another !== undefined) return { ready: false, refusals: [twoWays()] };
      const vacancy = await readVacancy(context, target, reads);
      if (vacancy === null) return { ready: false, refusals: [notFound()] };
      const before = boughtWith(vacancy);
      const result = { vacancyId: target.text };
      const refusal =
        toRefusal(activeOnly(vacancy.status, "upgraded")) ??
        stateRefusal(vacancy, before, purchase) ??
        (await offerRefusal(vacancy, purchase, reads));
      return refusal === undefined ? { ready: true, before, result } : { ready: false, refusals: [refusal], result };
    },
    send: (changes, scope) =>
      sendTogether(changes, async ({ target, input }) => {
        return applied(await context.client.edit(vacancyIdOf(target), toPurchaseBody(purchaseOf(input)), {}, scope));
      }),
    explain: explainTopLevel,
    // Another upgrade is another purchase. The next check refuses the same one only where HeadHunter shows what was bought.
    paysAgain: (input, earlier) => buysTheSame(purchaseOf(input), purchaseOf(earlier)),
    verify: ({ target, input, before }, reads) => findUpgrade(context, target, purchaseOf(input), before, reads),
  };
}

/** A checked input names one way of buying. */
function purchaseOf(input: Parameters<typeof purchasesIn>[0]): Purchase {
  const [purchase] = purchasesIn(input);
  if (purchase === undefined) throw new RangeError("An upgrade names nothing to buy");
  return purchase;
}

/**
 * Compares what HeadHunter says that the vacancy was bought with, before and after. Not made is only what HeadHunter shows to be as before:
 * where it says nothing, or something that neither was there before nor is asked for, nobody knows who paid for what.
 */
async function findUpgrade(
  context: ChangeContext,
  target: GlobalId,
  purchase: Purchase,
  before: Bought | null,
  reads: HeadHunterDatasource,
): Promise<Finding> {
  const vacancy = await readVacancy(context, target, reads);
  if (vacancy === null) return { outcome: "UNCERTAIN" };
  const now = boughtWith(vacancy);
  if (holdsPurchase(now, purchase)) return { outcome: "APPLIED" };
  return { outcome: isAsBefore(now, before, purchase) ? "NOT_APPLIED" : "UNCERTAIN" };
}

function isAsBefore(now: Bought, before: Bought | null, purchase: Purchase): boolean {
  const { billingTypeId, propertyTypeIds } = now;
  // What was bought by properties need not show in the billing type.
  if (propertyTypeIds === null && (billingTypeId === null || purchase.by === "properties")) return false;
  // An operation of an earlier version has not recorded what was there before.
  if (before === null) return true;
  return billingTypeId === before.billingTypeId && sameSet(propertyTypeIds ?? [], before.propertyTypeIds ?? []);
}

function stateRefusal(vacancy: Vacancy, before: Bought, purchase: Purchase): UserError | undefined {
  if (holdsPurchase(before, purchase)) {
    return userError(UserErrorCode.CONFLICT, "The vacancy is published in this way already.", [fieldOf(purchase)]);
  }
  if (purchase.by === "properties" || vacancy.canUpgradeBillingType !== false) return undefined;
  return userError(UserErrorCode.CONFLICT, "HeadHunter has no better kind of publication for this vacancy.", ["billingTypeId"]);
}

/**
 * Refuses what HeadHunter sells on its website alone, and properties that it does not offer. A billing type that is not offered is left to its
 * judgement, and so is everything where the offers cannot be read.
 */
async function offerRefusal(vacancy: Vacancy, purchase: Purchase, reads: HeadHunterDatasource): Promise<UserError | undefined> {
  // A list that HeadHunter does not have (404) reads as empty, but says nothing of what it sells.
  const isShown = await reads.wireUpgrades(vacancy.vendorId).then(
    () => true,
    () => false,
  );
  if (!isShown) return undefined;
  const [offers] = (await reads.vacancies.upgrades?.([vacancy])) ?? [];
  if (offers === undefined || offers instanceof Error) return undefined;
  const wanted = offers.records.filter((offer) => isOffered(offer, purchase));
  const [first] = wanted;
  if (first === undefined) {
    return purchase.by === "properties" && offers.unreadable.length === 0 ? notOffered(offers.records) : undefined;
  }
  return first.buyUrl !== null && wanted.every(({ buyUrl }) => buyUrl !== null) ? toBeBoughtFirst(first.buyUrl, purchase) : undefined;
}

function isOffered(offer: VacancyUpgrade, purchase: Purchase): boolean {
  return purchase.by === "billing type"
    ? offer.billingTypeId === purchase.billingTypeId
    : sameSet(offer.propertyTypeIds, purchase.propertyTypeIds);
}

function toBeBoughtFirst(url: string, purchase: Purchase): UserError {
  const message = `HeadHunter has to be paid for this upgrade first, which it takes on its website alone. Buy it at ${url}, then ask again.`;
  return userError(UserErrorCode.NOT_ENOUGH_CREDIT, message, [fieldOf(purchase)], "buy", true);
}

function notOffered(offers: readonly VacancyUpgrade[]): UserError {
  const sets = offers.flatMap(({ propertyTypeIds }) => (propertyTypeIds.length > 0 ? [`[${propertyTypeIds.join(", ")}]`] : []));
  const instead = sets.length === 0 ? "It offers nothing that is bought by properties." : `It offers ${sets.join(" or ")}.`;
  const message = `HeadHunter does not offer these properties to this vacancy. ${instead} See Vacancy.upgrades.`;
  return userError(UserErrorCode.INVALID_INPUT, message, ["propertyTypeIds"]);
}

function nothingToBuy(): UserError {
  const message = "Nothing to buy: give one of Vacancy.upgrades, by its billingTypeId or its propertyTypeIds.";
  return userError(UserErrorCode.INVALID_INPUT, message, ["billingTypeId"]);
}

function twoWays(): UserError {
  const message =
    "HeadHunter is paid in one way: give billingTypeId or propertyTypeIds, as Vacancy.upgrades names it, and leave the other out.";
  return userError(UserErrorCode.INVALID_INPUT, message, ["propertyTypeIds"]);
}

function fieldOf({ by }: Purchase): string {
  return by === "properties" ? "propertyTypeIds" : "billingTypeId";
}
