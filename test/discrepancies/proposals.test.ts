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
): Contradiction {
  return {
    kind,
    code: "REQ-1",
    state: { jobs: [], vacancies: [], unreadJobs: [], unreadVacancies: [], ...state },
    circumstances: { now: NOW, withinMs: 7 * 86_400_000, areAllJobsKnown: true, areAllVacanciesKnown: true },
    jobs: new Map(jobs.map((one) => [one.id, one])),
    boards,
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
