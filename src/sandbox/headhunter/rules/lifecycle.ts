import { findArea } from "../data/areas.js";
import { forbidden, notFound, vacancyRefusal } from "../errors.js";
import type { HeadHunterState, Vacancy, World } from "../model.js";
import { chargeFor, findShortage, payFor } from "./billing.js";

export type VacancyStatus = "active" | "archived" | "hidden";

export function statusOf(vacancy: Vacancy): VacancyStatus {
  if (vacancy.archivedAt === null) return "active";
  return vacancy.hidden ? "hidden" : "archived";
}

export function isApproved(vacancy: Vacancy, now: number): boolean {
  return vacancy.approvedAt <= now;
}

/** Archives vacancies whose publication has ended, as of its end. */
export function expirePublications(state: HeadHunterState, now: number): void {
  for (const vacancy of state.vacancies.values()) {
    if (vacancy.archivedAt === null && vacancy.expiresAt <= now) vacancy.archivedAt = vacancy.expiresAt;
  }
}

/** Why a vacancy cannot be prolonged now: the error of POST, and the dictionary's reason, which GET shows. */
export interface ProlongationObstacle {
  error: string;
  reason: string;
}

/**
 * Checks the state, then services and quota, then the time (README, "Errors"). Only POST checks the manager's right as well; GET is
 * advisory.
 */
export function prolongationObstacle(world: World, vacancy: Vacancy): ProlongationObstacle | undefined {
  return stateObstacle(world, vacancy) ?? findShortage(world, chargeFor(vacancy)) ?? timeObstacle(world, vacancy);
}

function stateObstacle({ knobs }: World, vacancy: Vacancy): ProlongationObstacle | undefined {
  if (vacancy.archivedAt !== null) return { error: "unavailable_for_archived", reason: "vacancy_archived" };
  const refusal = knobs.prolongationRefusals[vacancy.id];
  if (refusal !== undefined) return refusal;
  if (vacancy.awaitingPremoderation) return { error: "not_premoderated", reason: "vacancy_not_premoderated" };
  if (vacancy.payForPerformance || vacancy.productId === "pay_for_performance")
    return { error: "prolongation_forbidden", reason: "pfp_publication_is_updated_automatically" };
  if (findArea(vacancy.areaId)?.canPublish !== true) {
    return { error: "prolongation_forbidden", reason: "vacancy_publication_disabled_in_area" };
  }
  if (vacancy.productId === "free" && !knobs.freeProlongationAllowed) {
    return { error: "prolongation_forbidden", reason: "free_prolongation_not_available" };
  }
  if (vacancy.productId === "standard_plus" && knobs.standardPlusProlongation === "never") {
    return { error: "prolongation_forbidden", reason: "standard_plus_cannot_be_closed" };
  }
  return undefined;
}

function timeObstacle({ knobs, now }: World, vacancy: Vacancy): ProlongationObstacle | undefined {
  if (vacancy.productId === "standard_plus" && knobs.standardPlusProlongation === "window") {
    if (vacancy.expiresAt - now <= knobs.standardPlusWindowMs) return undefined;
    return { error: "too_early", reason: "standard_plus_publication_is_updated_automatically" };
  }
  if (vacancy.prolongedAt === null || now - vacancy.prolongedAt >= knobs.minimumProlongIntervalMs) return undefined;
  const kind = vacancy.productId === "free" ? "free" : "standard";
  return { error: "too_early", reason: `too_early_to_prolongate_${kind}_publication` };
}

/** Prolongs a vacancy to thirty days from now, for one publication. */
export function prolong(world: World, vacancy: Vacancy): void {
  const { state, knobs, now, account } = world;
  const caller = state.managers.find((manager) => manager.id === account.managerId);
  if (caller?.canPublish !== true) throw vacancyRefusal("prolongation_forbidden");
  const obstacle = prolongationObstacle(world, vacancy);
  if (obstacle !== undefined) throw vacancyRefusal(obstacle.error);
  payFor(world, chargeFor(vacancy));
  vacancy.prolongedAt = now;
  vacancy.publishedAt = now;
  vacancy.expiresAt = now + knobs.publicationMs;
  state.paidProlongations.push({ kind: "prolongation", vacancyId: vacancy.id, productId: vacancy.productId, by: "prolongation", at: now });
}

export function archive(world: World, vacancy: Vacancy): void {
  if (vacancy.archivedAt === null) vacancy.archivedAt = world.now;
  else refuseRepetition(world);
}

/** Moves a vacancy from the archive to the bin. An active one cannot be deleted. */
export function hide(world: World, vacancy: Vacancy): void {
  if (vacancy.archivedAt === null) throw forbidden();
  if (vacancy.hidden) refuseRepetition(world);
  vacancy.hidden = true;
}

/** Moves a vacancy from the bin to the archive. */
export function restore(vacancy: Vacancy): void {
  if (!vacancy.hidden) throw forbidden();
  vacancy.hidden = false;
}

function refuseRepetition({ knobs }: World): void {
  if (knobs.repeatedArchiveStatus === 404) throw notFound();
  if (knobs.repeatedArchiveStatus === 403) throw forbidden();
}
