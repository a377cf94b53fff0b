import { MAX_ELEMENTS } from "../linkedin.policy.js";
import type { WireJob } from "../linkedin.wire.js";

/**
 * The fewest requests that LinkedIn allows, as places in the list, in order: at most a hundred elements, each posting once, and one contract
 * per request, since a refused contract fails the whole request (create page; Close Jobs page, 403).
 */
export function batchesOf(jobs: readonly Pick<WireJob, "externalJobPostingId" | "contract">[]): number[][] {
  const byContract = new Map<string, { places: number[]; ids: Set<string> }[]>();
  for (const [place, { externalJobPostingId, contract = "" }] of jobs.entries()) {
    const batches = byContract.get(contract) ?? [];
    byContract.set(contract, batches);
    let batch = batches.find(({ places, ids }) => places.length < MAX_ELEMENTS && !ids.has(externalJobPostingId));
    if (batch === undefined) {
      batch = { places: [], ids: new Set() };
      batches.push(batch);
    }
    batch.places.push(place);
    batch.ids.add(externalJobPostingId);
  }
  return [...byContract.values()].flat().map(({ places }) => places);
}
