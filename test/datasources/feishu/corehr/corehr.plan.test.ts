import fc from "fast-check";
import { planTimeline, type TimelineAsk } from "../../../../src/datasources/feishu/corehr/corehr.plan.js";

const SIZE = 10;

function ask(jobId: string, start: string, end: string, tokens: string[] = []): TimelineAsk {
  return { jobId, start, end, tokens };
}

function jobs(from: number, to: number, start: string, end: string, tokens: string[] = []): TimelineAsk[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ask(String(from + index), start, end, tokens));
}

/** The rule of the contract for windows by themselves: ceil(unique ids / 10) for each. */
function perWindowCount(asked: readonly TimelineAsk[]): number {
  const windows = new Map<string, Set<string>>();
  for (const { jobId, start, end } of asked) {
    if (start >= end) continue;
    const ids = windows.get(`${start}/${end}`) ?? new Set<string>();
    windows.set(`${start}/${end}`, ids.add(jobId));
  }
  return [...windows.values()].reduce((sum, ids) => sum + Math.ceil(ids.size / SIZE), 0);
}

/** The fewest there can be where only overlapping or touching windows may share: every job of a cluster needs a seat. */
function fewest(asked: readonly TimelineAsk[]): number {
  const open = asked.filter(({ start, end }) => start < end);
  const clusters: TimelineAsk[][] = [];
  for (const one of open) {
    const meets = clusters.filter((cluster) => cluster.some((other) => one.start <= other.end && other.start <= one.end));
    for (const cluster of meets) clusters.splice(clusters.indexOf(cluster), 1);
    clusters.push([...meets.flat(), one]);
  }
  return clusters.reduce((sum, cluster) => sum + Math.ceil(new Set(cluster.map(({ jobId }) => jobId)).size / SIZE), 0);
}

const day = fc.integer({ min: 0, max: 60 }).map((offset) => new Date(Date.UTC(2024, 0, 1 + offset)).toISOString().slice(0, 10));
const anAsk = fc
  .record({
    jobId: fc.integer({ min: 1, max: 40 }).map(String),
    days: fc.tuple(day, day),
    tokens: fc.subarray(["job_name", "code", "active"]),
  })
  .map(({ jobId, days, tokens }) => {
    const [start = "", end = ""] = [...days].sort();
    return ask(jobId, start, end, tokens);
  });
/** Windows that many jobs share, as lists and aliases make them, beside arbitrary ones. */
const someAsks = fc
  .tuple(fc.array(anAsk, { maxLength: 25 }), fc.array(fc.tuple(anAsk, fc.integer({ min: 1, max: 25 })), { maxLength: 4 }))
  .map(([single, shared]) => [...single, ...shared.flatMap(([one, count]) => jobs(1, count, one.start, one.end, [...one.tokens]))]);

describe("the plan of timeline requests", () => {
  it("requests one window in tens of unique jobs", () => {
    const asked = [...jobs(1, 21, "2024-01-01", "2024-02-01"), ...jobs(1, 5, "2024-01-01", "2024-02-01")];
    const plan = planTimeline(asked, SIZE);
    expect(plan.map(({ jobIds }) => jobIds.length)).toEqual([10, 10, 1]);
    expect(new Set(plan.flatMap(({ jobIds }) => jobIds)).size).toBe(21);
  });

  it("merges overlapping windows where that takes fewer requests", () => {
    const plan = planTimeline([...jobs(1, 4, "2024-01-01", "2024-03-01"), ...jobs(5, 8, "2024-02-01", "2024-04-01")], SIZE);
    expect(plan).toHaveLength(1);
    expect(plan[0]).toMatchObject({ start: "2024-01-01", end: "2024-04-01" });
  });

  it("merges windows of which one starts on the other's excluded end", () => {
    const plan = planTimeline([ask("1", "2024-01-01", "2024-02-01"), ask("2", "2024-02-01", "2024-03-01")], SIZE);
    expect(plan.map(({ start, end }) => [start, end])).toEqual([["2024-01-01", "2024-03-01"]]);
  });

  it("does not merge windows with a day between them", () => {
    const plan = planTimeline([ask("1", "2024-01-01", "2024-02-01"), ask("2", "2024-02-02", "2024-03-01")], SIZE);
    expect(plan.map(({ start, end }) => [start, end])).toEqual([
      ["2024-01-01", "2024-02-01"],
      ["2024-02-02", "2024-03-01"],
    ]);
  });

  it("widens no request where that saves none", () => {
    const plan = planTimeline([...jobs(1, 10, "2024-01-01", "2024-03-01"), ...jobs(11, 20, "2024-02-01", "2024-04-01")], SIZE);
    expect(plan.map(({ start, end }) => [start, end])).toEqual([
      ["2024-01-01", "2024-03-01"],
      ["2024-02-01", "2024-04-01"],
    ]);
  });

  it("widens only those merged requests whose jobs need it", () => {
    const asked = [
      ...jobs(1, 10, "2024-01-01", "2024-01-05"),
      ...jobs(11, 13, "2024-01-01", "2024-03-01"),
      ...jobs(14, 17, "2024-02-01", "2024-04-01"),
    ];
    const plan = planTimeline(asked, SIZE);
    expect(plan.map(({ start, end, jobIds }) => [start, end, jobIds.length])).toEqual([
      ["2024-01-01", "2024-01-05", 10],
      ["2024-01-01", "2024-04-01", 7],
    ]);
  });

  it("requests a job of several windows once, over all of them", () => {
    const plan = planTimeline([ask("1", "2024-01-01", "2024-02-01"), ask("1", "2024-01-15", "2024-03-01")], SIZE);
    expect(plan).toMatchObject([{ jobIds: ["1"], start: "2024-01-01", end: "2024-03-01" }]);
  });

  it("requests the fields of the asks of each request only", () => {
    const asked = [
      ask("1", "2024-01-01", "2024-02-01", ["job_name"]),
      ask("2", "2024-01-01", "2024-02-01", ["code", "job_name"]),
      ask("3", "2025-01-01", "2025-02-01", ["job_level"]),
    ];
    expect(planTimeline(asked, SIZE).map(({ tokens }) => [...tokens].sort())).toEqual([["code", "job_name"], ["job_level"]]);
  });

  it("sends no request for an empty window", () => {
    expect(planTimeline([ask("1", "2024-01-01", "2024-01-01")], SIZE)).toEqual([]);
  });

  it("serves every ask by exactly one request that covers its job, range and fields", () => {
    fc.assert(
      fc.property(someAsks, (asked) => {
        const plan = planTimeline(asked, SIZE);
        for (const one of asked) {
          const serving = plan.filter(({ serves }) => serves.includes(one));
          expect(serving).toHaveLength(one.start < one.end ? 1 : 0);
          for (const { jobIds, start, end, tokens } of serving) {
            expect(jobIds).toContain(one.jobId);
            expect(start <= one.start && one.end <= end).toBe(true);
            expect(tokens).toEqual(expect.arrayContaining([...one.tokens]));
          }
        }
        for (const { jobIds } of plan) {
          expect(jobIds.length).toBeGreaterThan(0);
          expect(jobIds.length).toBeLessThanOrEqual(SIZE);
          expect(new Set(jobIds).size).toBe(jobIds.length);
        }
      }),
    );
  });

  it("takes no more requests than window by window, and no more than the minimum", () => {
    fc.assert(
      fc.property(someAsks, (asked) => {
        const count = planTimeline(asked, SIZE).length;
        expect(count).toBeLessThanOrEqual(perWindowCount(asked));
        expect(count).toBe(fewest(asked));
      }),
    );
  });
});
