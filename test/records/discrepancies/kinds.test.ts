import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { DISCREPANCY_KINDS, judge } from "../../../src/records/discrepancies/kinds.js";
import type {
  Circumstances,
  JobState,
  RequisitionState,
  VacancyState,
  Verdict,
} from "../../../src/records/discrepancies/requisition-state.js";
import { DiscrepancyKind } from "../../../src/schema/discrepancy/discrepancy-kind.js";
import { JobStatus } from "../../../src/schema/job/job.type.js";
import { VacancyStatus } from "../../../src/schema/vacancy/vacancy.type.js";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(NOW + days * DAY_MS).toISOString();
const ALL_KNOWN: Circumstances = { now: NOW, withinMs: 7 * DAY_MS, areAllJobsKnown: true, areAllVacanciesKnown: true };

const job = (id: string, status: string, more: Partial<JobState> = {}): JobState => ({
  ...{ id: `greenhouse:job:${id}`, source: "greenhouse", status: status as JobStatus, seats: { open: 1, areAny: true } },
  ...more,
});
const hireJob = (id: string, status: string): JobState =>
  job(id, status, { id: `feishu-hire:job:${id}`, source: "feishu-hire", seats: null });
const filled = { seats: { open: 0, areAny: true } };
const ad = (id: string, more: Partial<VacancyState> = {}): VacancyState => ({
  ...{ id: `headhunter:vacancy:${id}`, source: "headhunter", status: VacancyStatus.ACTIVE, place: "1", expiresAt: inDays(20) },
  ...more,
});
const state = (jobs: JobState[], vacancies: VacancyState[], more: Partial<RequisitionState> = {}): RequisitionState => ({
  ...{ jobs, vacancies, unreadJobs: [], unreadVacancies: [] },
  ...more,
});

/** The kinds found, and those that nobody can tell. */
function told(requisition: RequisitionState, circumstances: Partial<Circumstances> = {}): { found: string[]; unknown: string[] } {
  const verdicts = DISCREPANCY_KINDS.map((kind) => [kind, judge(kind, requisition, { ...ALL_KNOWN, ...circumstances }).is] as const);
  return {
    found: verdicts.filter(([, is]) => is === "found").map(([kind]) => kind),
    unknown: verdicts.filter(([, is]) => is === "unknown").map(([kind]) => kind),
  };
}

describe("Records of one code that agree", () => {
  it("show no discrepancy", () => {
    expect(told(state([job("1", "OPEN"), hireJob("2", "OPEN")], [ad("1")])).found).toEqual([]);
    expect(told(state([job("1", "CLOSED")], [ad("1", { status: VacancyStatus.CLOSED })])).found).toEqual([]);
    expect(told(state([], [])).found).toEqual([]);
    expect(told(state([], [ad("1")])).found).toEqual([]);
  });
});

describe("ADVERTISED_AFTER_CLOSE", () => {
  it("is a live advertisement whose jobs are all closed, or filled", () => {
    expect(told(state([job("1", "CLOSED")], [ad("1")])).found).toEqual(["ADVERTISED_AFTER_CLOSE"]);
    expect(told(state([job("1", "OPEN", filled)], [ad("1")])).found).toEqual(["ADVERTISED_AFTER_CLOSE"]);
    expect(told(state([job("1", "OPEN"), job("2", "CLOSED")], [ad("1")])).found).toEqual([]);
  });

  it("takes a job without any seat for no filled one", () => {
    expect(told(state([job("1", "OPEN", { seats: { open: 0, areAny: false } })], [ad("1")])).found).toEqual([]);
  });

  it("does not count an advertisement that the board has not decided about", () => {
    expect(told(state([job("1", "CLOSED")], [ad("1", { status: VacancyStatus.PENDING })])).found).toEqual([]);
  });

  it("names the jobs and the live advertisements, by id", () => {
    const verdict = judge(
      DiscrepancyKind.ADVERTISED_AFTER_CLOSE,
      state([job("2", "CLOSED"), job("1", "CLOSED"), job("3", "DRAFT")], [ad("2"), ad("1"), ad("3", { status: VacancyStatus.CLOSED })]),
      ALL_KNOWN,
    );
    expect(idsOf(verdict)).toEqual(["greenhouse:job:1", "greenhouse:job:2", "headhunter:vacancy:1", "headhunter:vacancy:2"]);
  });

  it("is not told while a source of jobs was not looked at wholly: there may be an open job", () => {
    expect(told(state([job("1", "CLOSED")], [ad("1")]), { areAllJobsKnown: false })).toMatchObject({
      found: [],
      unknown: ["ADVERTISED_AFTER_CLOSE"],
    });
  });
});

describe("OPEN_WITHOUT_ADVERT", () => {
  it("is an open job with an open seat that nothing advertises", () => {
    expect(told(state([job("1", "OPEN")], [])).found).toEqual(["OPEN_WITHOUT_ADVERT"]);
    expect(told(state([hireJob("1", "OPEN")], [ad("1", { status: VacancyStatus.CLOSED })])).found).toEqual(["OPEN_WITHOUT_ADVERT"]);
    expect(told(state([job("1", "OPEN", filled)], [])).found).toEqual([]);
    expect(told(state([job("1", "OPEN", { seats: { open: 0, areAny: false } })], [])).found).toEqual([]);
  });

  it("takes what the board has not decided about for an advertisement", () => {
    expect(told(state([job("1", "OPEN")], [ad("1", { status: VacancyStatus.PENDING })])).found).toEqual([]);
  });

  it("is not told before every board was heard", () => {
    expect(told(state([job("1", "OPEN")], []), { areAllVacanciesKnown: false })).toMatchObject({
      found: [],
      unknown: ["OPEN_WITHOUT_ADVERT"],
    });
    expect(told(state([job("1", "OPEN")], [], { unreadVacancies: ["linkedin"] })).found).toEqual([]);
  });

  it("is not told where the seats could not be counted", () => {
    expect(told(state([job("1", "OPEN", { seats: "unknown" })], []))).toMatchObject({ found: [], unknown: ["OPEN_WITHOUT_ADVERT"] });
  });
});

describe("ADVERTISED_TWICE", () => {
  it("is two live advertisements at one board in one area", () => {
    const open = [job("1", "OPEN")];
    expect(told(state(open, [ad("1"), ad("2")])).found).toEqual(["ADVERTISED_TWICE"]);
    expect(told(state(open, [ad("1"), ad("2", { place: "2" })])).found).toEqual([]);
    expect(told(state(open, [ad("1"), ad("2", { source: "linkedin" })])).found).toEqual([]);
    expect(told(state(open, [ad("1"), ad("2", { status: VacancyStatus.PENDING })])).found).toEqual([]);
    expect(told(state(open, [ad("1", { place: null }), ad("2", { place: null })])).found).toEqual(["ADVERTISED_TWICE"]);
  });

  it("is at one board whichever of its accounts they are of, and one advertisement that two accounts show is one", () => {
    const emea = (id: string) => ad(id, { id: `headhunter~emea:vacancy:${id}`, source: "headhunter~emea" });
    expect(told(state([], [ad("1"), emea("2")])).found).toEqual(["ADVERTISED_TWICE"]);
    expect(told(state([], [ad("1"), emea("1")])).found).toEqual([]);
    expect(told(state([], [ad("1"), emea("1"), ad("2")])).found).toEqual(["ADVERTISED_TWICE"]);
    expect(told(state([], [ad("1")], { unreadVacancies: ["headhunter~emea"] })).unknown).toContain("ADVERTISED_TWICE");
  });

  it("names those that compete, and no other", () => {
    const vacancies = [ad("1"), ad("2"), ad("3", { place: "2" })];
    expect(idsOf(judge(DiscrepancyKind.ADVERTISED_TWICE, state([], vacancies), ALL_KNOWN))).toEqual([
      "headhunter:vacancy:1",
      "headhunter:vacancy:2",
    ]);
  });

  it("is told though another source, with one advertisement, did not answer", () => {
    expect(told(state([], [ad("1"), ad("2")], { unreadVacancies: ["linkedin"], unreadJobs: ["greenhouse"] })).found).toEqual([
      "ADVERTISED_TWICE",
    ]);
    expect(told(state([], [], { unreadVacancies: ["headhunter", "headhunter"] })).unknown).toContain("ADVERTISED_TWICE");
  });
});

describe("ADVERT_ENDS_SOON", () => {
  const soon = (days: number) => [ad("1", { expiresAt: inDays(3) }), ad("2", { place: "2", expiresAt: inDays(days) })];

  it("is a last live advertisement that ends within so many days while a job is open", () => {
    expect(told(state([job("1", "OPEN")], soon(7))).found).toEqual(["ADVERT_ENDS_SOON"]);
    expect(told(state([job("1", "OPEN")], soon(7.001))).found).toEqual([]);
    expect(told(state([job("1", "OPEN")], soon(20)), { withinMs: 20 * DAY_MS }).found).toEqual(["ADVERT_ENDS_SOON"]);
    expect(told(state([job("1", "DRAFT")], soon(7))).found).toEqual([]);
  });

  it("does not count an advertisement whose end is not known", () => {
    expect(told(state([job("1", "OPEN")], [ad("1", { expiresAt: null })])).found).toEqual([]);
  });
});

describe("JOBS_DISAGREE", () => {
  it("is an open job at one source and a closed one at another, by their status alone", () => {
    expect(told(state([job("1", "OPEN"), hireJob("2", "CLOSED")], [ad("1")])).found).toEqual(["JOBS_DISAGREE"]);
    expect(told(state([job("1", "OPEN"), job("2", "CLOSED")], [ad("1")])).found).toEqual([]);
    expect(told(state([job("1", "OPEN", filled), hireJob("2", "OPEN")], [ad("1")])).found).toEqual([]);
    expect(told(state([job("1", "UNKNOWN"), hireJob("2", "CLOSED")], [])).found).toEqual([]);
  });
});

const seats = fc.oneof(
  fc.constant(null),
  fc.record({ open: fc.nat(2), closed: fc.nat(2) }).map(({ open, closed }) => ({ open, areAny: open + closed > 0 })),
);
const jobs = fc.array(
  fc.record({ status: fc.constantFrom(...Object.values(JobStatus)), source: fc.constantFrom("greenhouse", "feishu-hire"), seats }),
  { maxLength: 4 },
);
const ads = fc.array(
  fc.record({
    status: fc.constantFrom(...Object.values(VacancyStatus)),
    source: fc.constantFrom("headhunter", "linkedin"),
    place: fc.constantFrom(null, "1", "2"),
    expiresAt: fc.constantFrom(null, inDays(1), inDays(6), inDays(8)),
  }),
  { maxLength: 4 },
);
const states = fc.record({ jobs, ads }).map((one) =>
  state(
    one.jobs.map((more, index) => ({ id: `${more.source}:job:${index}`, ...more })),
    one.ads.map((more, index) => ({ id: `${more.source}:vacancy:${index}`, ...more })),
  ),
);

describe("Whatever the records of a code are", () => {
  it("their order makes no difference", () => {
    fc.assert(
      fc.property(states, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (one, order) => {
        const shuffled = <Record_>(records: readonly Record_[]) =>
          records
            .map((record) => ({ record, at: order.next().value as number }))
            .sort((a, b) => a.at - b.at)
            .map(({ record }) => record);
        for (const kind of DISCREPANCY_KINDS)
          expect(judge(kind, { ...one, jobs: shuffled(one.jobs), vacancies: shuffled(one.vacancies) }, ALL_KNOWN)).toEqual(
            judge(kind, one, ALL_KNOWN),
          );
      }),
    );
  });

  it("drafts, and records whose status is not known, make and end none", () => {
    fc.assert(
      fc.property(states, (one) => {
        const nothing = (status: string) => status === "DRAFT" || status === "UNKNOWN";
        const without = {
          ...one,
          jobs: one.jobs.filter(({ status }) => !nothing(status)),
          vacancies: one.vacancies.filter(({ status }) => !nothing(status)),
        };
        for (const kind of DISCREPANCY_KINDS) expect(judge(kind, one, ALL_KNOWN)).toEqual(judge(kind, without, ALL_KNOWN));
      }),
    );
  });

  it("a record that was not read never turns what is there into what is not, nor the other way round", () => {
    fc.assert(
      fc.property(states, fc.nat(7), (one, which) => {
        const all = [...one.jobs, ...one.vacancies];
        const unread = all[which % Math.max(1, all.length)];
        const isUnread = ({ id }: { id: string }) => id === unread?.id;
        const part: RequisitionState = {
          jobs: one.jobs.filter((record) => !isUnread(record)),
          vacancies: one.vacancies.filter((record) => !isUnread(record)),
          unreadJobs: one.jobs.filter(isUnread).map(({ source }) => source),
          unreadVacancies: one.vacancies.filter(isUnread).map(({ source }) => source),
        };
        for (const kind of DISCREPANCY_KINDS) {
          const known = judge(kind, part, ALL_KNOWN);
          if (known.is !== "unknown") expect(judge(kind, one, ALL_KNOWN)).toEqual(known);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("an unknown rest of a source hides those that rest on absence, and makes none", () => {
    fc.assert(
      fc.property(states, fc.boolean(), fc.boolean(), (one, areAllJobsKnown, areAllVacanciesKnown) => {
        for (const kind of DISCREPANCY_KINDS) {
          const verdict = judge(kind, one, { ...ALL_KNOWN, areAllJobsKnown, areAllVacanciesKnown });
          const whole = judge(kind, one, ALL_KNOWN);
          if (verdict.is === "unknown") expect(whole.is).toBe("found");
          else expect(verdict).toEqual(whole);
          if (kind === "OPEN_WITHOUT_ADVERT" || kind === "ADVERT_ENDS_SOON")
            expect(areAllVacanciesKnown || verdict.is !== "found").toBe(true);
          if (kind === "ADVERTISED_AFTER_CLOSE") expect(areAllJobsKnown || verdict.is !== "found").toBe(true);
        }
      }),
    );
  });

  it("seats that were not counted make and end none", () => {
    fc.assert(
      fc.property(states, (one) => {
        const uncounted = { ...one, jobs: one.jobs.map((record) => ({ ...record, seats: record.seats && ("unknown" as const) })) };
        for (const kind of DISCREPANCY_KINDS) {
          const known = judge(kind, uncounted, ALL_KNOWN);
          // What is told of the seats themselves was not read.
          if (known.is !== "unknown") expect(idsOf(judge(kind, one, ALL_KNOWN))).toEqual(idsOf(known));
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

function idsOf(verdict: Verdict): string[] {
  return verdict.is === "found" ? [...verdict.jobs, ...verdict.vacancies].map(({ id }) => id) : [];
}
