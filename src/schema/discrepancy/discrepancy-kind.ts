import { registerEnumType } from "type-graphql";

/** In the order in which clients are told of them. */
export enum DiscrepancyKind {
  ADVERTISED_AFTER_CLOSE = "ADVERTISED_AFTER_CLOSE",
  OPEN_WITHOUT_ADVERT = "OPEN_WITHOUT_ADVERT",
  ADVERTISED_TWICE = "ADVERTISED_TWICE",
  ADVERT_ENDS_SOON = "ADVERT_ENDS_SOON",
  JOBS_DISAGREE = "JOBS_DISAGREE",
}
registerEnumType(DiscrepancyKind, {
  name: "DiscrepancyKind",
  description:
    "How vendors contradict one another about a requisition. A job is filled where it is open, has seats, and none of them is open. DRAFT and " +
    "UNKNOWN count as nothing; PENDING as advertised but not as live; Feishu CoreHR's jobs are profiles and take part in none. Codes match " +
    "exactly, but for CODES_IGNORED. What involves a source that did not answer is not told, and not ended either. One that comes back keeps its " +
    "id and gets a new `since`.",
  valuesConfig: {
    ADVERTISED_AFTER_CLOSE: {
      description: "Every job of the code is closed (or its last seat is filled), and an advertisement is still live.",
    },
    OPEN_WITHOUT_ADVERT: {
      description: "A job of the code is open, with an open seat where the vendor counts seats, and nothing advertises it.",
    },
    ADVERTISED_TWICE: { description: "Two live advertisements for one code at one board in one area." },
    ADVERT_ENDS_SOON: { description: "The last live advertisement ends within `within` days while a job of the code is open." },
    JOBS_DISAGREE: { description: "Jobs of one code are open at one source and closed at another, by their status alone." },
  },
});
