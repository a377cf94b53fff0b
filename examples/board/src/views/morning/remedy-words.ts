import type { ContradictionFragment } from "../../graph/graphql";
import { sentence, VENDOR, vendorOf } from "../../parts/words";
import type { Remedy } from "./use-remedy";

const VERB: Record<string, string> = {
  closeJob: "Close the job",
  reopenJob: "Reopen the job",
  closeVacancy: "Take down the advertisement",
  closeVacancies: "Take down the advertisements",
  prolongateVacancy: "Prolong the advertisement",
  publishVacancy: "Publish an advertisement",
};

type Given = Record<string, unknown>;

const given = ({ input }: Remedy): Given => (typeof input === "object" && input !== null ? (input as Given) : {});

/** `Close the job at Greenhouse`. */
export function titleOf(remedy: Remedy): string {
  const { id, ids, linkedin, headhunter, jobId } = given(remedy);
  const ofIds = [id, ...(Array.isArray(ids) ? ids : [])].map((one) => (typeof one === "string" ? vendorOf(one) : undefined));
  const board = linkedin !== undefined ? VENDOR.LINKEDIN : headhunter !== undefined ? VENDOR.HEADHUNTER : undefined;
  const places = new Set([...ofIds, board, board === undefined && typeof jobId === "string" ? vendorOf(jobId) : undefined].filter(Boolean));
  const verb = VERB[remedy.mutation] ?? sentence(remedy.mutation);
  return places.size === 0 ? verb : `${verb} at ${[...places].join(" and ")}`;
}

/** What would be sent, field by field, as people read it. */
export function fieldsOf(remedy: Remedy): [string, string][] {
  return Object.entries(given(remedy))
    .map(([field, value]): [string, string] => [field, typeof value === "string" ? value : JSON.stringify(value)])
    .filter(([, value]) => value !== "{}");
}

type Told = ContradictionFragment["records"][number];

/** The record's own name. */
export const nameOf = (record: Told): string =>
  record.__typename === "Vacancy" ? record.title : record.__typename === "Job" ? record.name : record.id;
