import { REQUISITIONS, type Requisition } from "../world.js";
import type { Posting } from "./model.js";

const DAY_MS = 86_400_000;
const LISTED_REQUISITIONS = 30;
const FIRST_JOB_NUMBER = 3_900_000_001;
/** Lower numbers belong to the listings of the sample. */
export const FIRST_FREE_JOB_NUMBER = 4_000_000_001;
const DEFAULT_ORGANIZATION = "2414183";

/**
 * REQ-1001 to REQ-1030 are listed by their codes, published by another application, so that a test can close a job that it did not post.
 * They were listed within the last thirty days, so that BASIC's 180 days are not over.
 */
export function samplePostings(now: number, organization = DEFAULT_ORGANIZATION): Map<string, Posting> {
  return new Map(
    REQUISITIONS.slice(0, LISTED_REQUISITIONS).map((requisition) => [requisition.code, posting(requisition, now, organization)]),
  );
}

function posting(requisition: Requisition, now: number, organization: string): Posting {
  const listedAt = now - (requisition.index + 1) * DAY_MS;
  const title = requisition.title.en;
  return {
    externalJobPostingId: requisition.code,
    state: "LISTED",
    jobNumber: FIRST_JOB_NUMBER + requisition.index,
    listedAt,
    expireAt: listedAt + 180 * DAY_MS,
    publishedElsewhere: true,
    element: {
      externalJobPostingId: requisition.code,
      jobPostingOperationType: "CREATE",
      title,
      description:
        `<p>The ${requisition.department.en} department in ${requisition.city.en} looks for a ${title}.</p>` +
        `<p>Seats: ${requisition.seats}. Apply with a short letter that says what you have built, and when you could start.</p>`,
      listedAt,
      location: `${requisition.city.en}, ${COUNTRY[requisition.city.en] ?? "United States"}`,
      companyApplyUrl: `https://jobs.example.com/${requisition.code}`,
      integrationContext: `urn:li:organization:${organization}`,
      listingType: "BASIC",
    },
  };
}

const COUNTRY: Record<string, string> = {
  Shanghai: "China",
  Moscow: "Russia",
  Berlin: "Germany",
  Almaty: "Kazakhstan",
  "San Francisco": "California, United States",
};
