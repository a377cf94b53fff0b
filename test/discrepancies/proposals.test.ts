import { type Contradiction, remediesFor } from "../../src/discrepancies/remedies.js";
import type { RequisitionState } from "../../src/records/discrepancies/requisition-state.js";
import { sourceOf } from "../../src/schema/common/source.js";
import { DiscrepancyKind } from "../../src/schema/discrepancy/discrepancy-kind.js";
import { type Job, JobStatus } from "../../src/schema/job/job.type.js";
import { VacancyStatus } from "../../src/schema/vacancy/vacancy.type.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";
// Adds the boards' own inputs.
import "../../src/datasources/registry.js";
import { job } from "../records/news-world.js";

const NOW = Date.parse("2026-11-22T12:00:00Z");

function contradiction(
  kind: DiscrepancyKind,
  state: Partial<RequisitionState>,
  jobs: Job[] = [],
  boards: Contradiction["boards"] = [sourceOf(Vendor.HEADHUNTER)],
  takes: Contradiction["takes"] = () => true,
): Contradiction {
  return {
    kind,
    code: "REQ-1",
    state: { jobs: [], vacancies: [], unreadJobs: [], unreadVacancies: [], ...state },
    circumstances: { now: NOW, withinMs: 7 * 86_400_000, areAllJobsKnown: true, areAllVacanciesKnown: true },
    jobs: new Map(jobs.map((one) => [one.id, one])),
    boards,
    takes,
  };
}

const open = (id: string, source = "feishu-hire") => ({ id, source, status: JobStatus.OPEN, seats: null });
const ad = (id: string, more = {}) => ({
  ...{ id, source: "headhunter", status: VacancyStatus.ACTIVE, place: "1", expiresAt: "2026-12-22T12:00:00Z" },
  ...more,
});

describe("A publication that would end OPEN_WITHOUT_ADVERT", () => {
  const publishing = (one: Job, boards?: Contradiction["boards"]) =>
    remediesFor(contradiction(DiscrepancyKind.OPEN_WITHOUT_ADVERT, { jobs: [open(one.id)] }, [one], boards))[0]?.input;

  it("takes name, description and code from the job", () => {
    const one = job("1", { names: [{ lang: "en", value: "Cook" }], descriptions: [{ lang: "en", value: "<p>Cooks.</p>" }] });
    expect(publishing(one)).toEqual({ name: "Cook", description: "<p>Cooks.</p>", code: "REQ-1", headhunter: {} });
  });

  it("describes a job without a description by its name, and without either by its code", () => {
    expect(publishing(job("1", { names: [{ lang: "en", value: "R & D <b>" }] }))?.description).toBe("<p>R &amp; D &lt;b&gt;</p>");
    expect(publishing(job("1", { names: [] }))).toMatchObject({ name: "REQ-1", description: "<p>REQ-1</p>" });
  });

  it("says at which account, where it is not the default one", () => {
    expect(publishing(job("1"), [sourceOf(Vendor.LINKEDIN, "emea")])).toMatchObject({ account: "emea", linkedin: {} });
  });

  it("cuts a name to what an input takes", () => {
    expect(publishing(job("1", { names: [{ lang: "en", value: "x".repeat(600) }] }))?.name).toHaveLength(500);
  });
});

describe("Changes that would not end a discrepancy by themselves", () => {
  it("are no remedies: one of two open jobs closed", () => {
    const state = { jobs: [open("feishu-hire:job:1"), open("feishu-hire:job:2")] };
    expect(remediesFor(contradiction(DiscrepancyKind.OPEN_WITHOUT_ADVERT, state))).toEqual([]);
  });

  it("are no remedies: one of two advertisements closed, whose jobs are closed", () => {
    const state = {
      jobs: [{ ...open("greenhouse:job:1", "greenhouse"), status: JobStatus.CLOSED }],
      vacancies: [ad("headhunter:vacancy:1"), ad("headhunter:vacancy:2", { place: "2" })],
    };
    expect(remediesFor(contradiction(DiscrepancyKind.ADVERTISED_AFTER_CLOSE, state)).map(({ mutation }) => mutation)).toEqual([
      "closeVacancies",
      "reopenJob",
    ]);
  });

  it("close what two accounts at a board show through one of them", () => {
    const emea = (number: number) => ad(`headhunter~emea:vacancy:${number}`, { source: "headhunter~emea" });
    const closed = { ...open("greenhouse:job:1", "greenhouse"), status: JobStatus.CLOSED };
    const shown = [ad("headhunter:vacancy:1"), emea(1)];
    expect(remediesFor(contradiction(DiscrepancyKind.ADVERTISED_AFTER_CLOSE, { jobs: [closed], vacancies: shown }))[0]?.input).toEqual({
      id: "headhunter:vacancy:1",
    });
    expect(
      remediesFor(contradiction(DiscrepancyKind.ADVERTISED_TWICE, { vacancies: [...shown, emea(2)] })).map(({ input }) => input),
    ).toEqual([{ id: "headhunter~emea:vacancy:2" }, { id: "headhunter:vacancy:1" }]);
  });

  it("are no remedies: one of two pairs that compete", () => {
    const vacancies = [1, 2, 3, 4].map((number) => ad(`headhunter:vacancy:${number}`, { place: number > 2 ? "2" : "1" }));
    expect(remediesFor(contradiction(DiscrepancyKind.ADVERTISED_TWICE, { vacancies })).map(({ input }) => input)).toEqual([
      { ids: ["headhunter:vacancy:2", "headhunter:vacancy:4"] },
    ]);
  });
});

describe("Changes that a source never takes", () => {
  const closed = (id: string, source: string) => ({ ...open(id, source), status: JobStatus.CLOSED });
  const without = (kind: DiscrepancyKind, state: Partial<RequisitionState>, ...missing: [source: string, change: string][]) =>
    remediesFor(
      contradiction(kind, state, [job("1")], undefined, ({ text }, change) => !missing.some((one) => one.join() === `${text},${change}`)),
    ).map(({ mutation, input }) => [mutation, input.id ?? input.ids ?? null]);

  it("are no remedies, where the same change of another source's record is one", () => {
    const state = { jobs: [open("greenhouse:job:1", "greenhouse"), closed("feishu-hire:job:1", "feishu-hire")] };
    const { JOBS_DISAGREE } = DiscrepancyKind;
    expect(without(JOBS_DISAGREE, state, ["greenhouse", "closeJob"])).toEqual([["reopenJob", "feishu-hire:job:1"]]);
    expect(without(JOBS_DISAGREE, state, ["feishu-hire", "reopenJob"])).toEqual([["closeJob", "greenhouse:job:1"]]);
    expect(without(JOBS_DISAGREE, state, ["greenhouse", "closeJob"], ["feishu-hire", "reopenJob"])).toEqual([]);
    expect(without(JOBS_DISAGREE, state, ["greenhouse", "reopenJob"], ["greenhouse~emea", "closeJob"])).toHaveLength(2);
  });

  it("are no remedies, where one account of several is only read", () => {
    const vacancies = [ad("headhunter:vacancy:1"), ad("headhunter~emea:vacancy:2", { source: "headhunter~emea", place: "2" })];
    const state = { jobs: [closed("feishu-hire:job:1", "feishu-hire")], vacancies };
    const { ADVERTISED_AFTER_CLOSE } = DiscrepancyKind;
    const reopening = ["reopenJob", "feishu-hire:job:1"];
    expect(without(ADVERTISED_AFTER_CLOSE, state)).toEqual([["closeVacancies", vacancies.map(({ id }) => id)], reopening]);
    expect(without(ADVERTISED_AFTER_CLOSE, state, ["headhunter~emea", "closeVacancy"])).toEqual([reopening]);
  });

  it("are no remedies of an advertisement that ends soon either, and leave the publication on a board", () => {
    const ending = { jobs: [open("feishu-hire:job:1")], vacancies: [ad("headhunter:vacancy:1", { expiresAt: "2026-11-23T12:00:00Z" })] };
    expect(without(DiscrepancyKind.ADVERT_ENDS_SOON, ending)).toEqual([["prolongateVacancy", "headhunter:vacancy:1"]]);
    expect(without(DiscrepancyKind.ADVERT_ENDS_SOON, ending, ["headhunter", "prolongateVacancy"])).toEqual([]);
    const alone = { jobs: [open(job("1").id, "greenhouse")] };
    expect(without(DiscrepancyKind.OPEN_WITHOUT_ADVERT, alone, ["greenhouse", "closeJob"])).toEqual([["publishVacancy", null]]);
  });
});
