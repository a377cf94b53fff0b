import { sampleState as sharedSample } from "../greenhouse/sample/sample.js";
import type { GreenhouseV3State, JobRecord, OpeningRecord } from "./records.js";

/**
 * The sample company, the same as the stand-in of v1/v2 begins with, id by id. An opening of a draft has no `opened_at` in v3.
 * Deterministic, and a fresh copy on each call.
 */
export function sampleState(): GreenhouseV3State {
  const shared = sharedSample();
  const jobs: JobRecord[] = shared.jobs;
  for (const draft of jobs.filter((job) => job.status === "draft")) {
    for (const opening of draft.openings) Object.assign(opening, { created_at: opening.opened_at, opened_at: null });
  }
  return { ...shared, jobs };
}

/**
 * Records that the sample lacks and the pages allow: a job without department and offices, one whose department is in no list,
 * drafts with and without `opened_at`, and an opening closed without a reason. None has custom field values.
 */
export function awkwardJobs(): JobRecord[] {
  return [
    job(0, {
      departmentId: null,
      officeIds: [],
      openings: [opening(0, { status: "closed", closed_at: "2026-02-01T10:00:00.500Z" }), opening(3, {})],
    }),
    job(1, { departmentId: 4_400_009_002, openings: [opening(1, {})] }),
    job(2, { status: "draft", opened_at: "2026-01-02T09:00:00.125Z", openings: [opening(2, { opened_at: null })] }),
    job(3, { status: "draft", opened_at: null, openings: [] }),
  ];
}

/** Open jobs with so many openings each, all open: more than a page holds. */
export function manyJobs(count: number, openingsEach: number): JobRecord[] {
  return Array.from({ length: count }, (_, index) =>
    job(10 + index, {
      openings: Array.from({ length: openingsEach }, (_unused, seat) => opening(10 + index * openingsEach + seat, {})),
    }),
  );
}

function job(index: number, facts: Partial<JobRecord>): JobRecord {
  return {
    id: 5_000_000_002 + index * 1000,
    name: `Extra job ${index}`,
    requisition_id: `EXTRA-${index}`,
    notes: null,
    confidential: false,
    status: "open",
    created_at: "2026-01-01T09:00:00.125Z",
    updated_at: "2026-01-03T09:00:00.125Z",
    opened_at: "2026-01-02T09:00:00.125Z",
    closed_at: null,
    is_template: false,
    copied_from_id: null,
    departmentId: 4_400_000_000,
    officeIds: [4_410_000_000],
    hiringTeam: { hiring_managers: [], recruiters: [], coordinators: [], sourcers: [] },
    values: new Map(),
    openings: [],
    approvalResets: { startRecruiting: 0, officialJob: 0 },
    ...facts,
  };
}

function opening(index: number, facts: Partial<OpeningRecord>): OpeningRecord {
  return {
    id: 4_110_000_002 + index * 1000,
    opening_id: `EXTRA-SEAT-${index}`,
    status: "open",
    opened_at: "2026-01-02T09:00:00.125Z",
    closed_at: null,
    application_id: null,
    close_reason_id: null,
    tiedToOffer: false,
    values: new Map(),
    created_at: "2026-01-01T09:00:00.125Z",
    ...facts,
  };
}
