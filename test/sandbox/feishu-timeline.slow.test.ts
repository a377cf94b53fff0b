import { coreJobId, coreVersionId, hireJobId } from "../../src/sandbox/feishu/index.js";
import { CORE_JOBS, type Feishu, startFeishu } from "./feishu-support.js";

type Row = Record<string, unknown>;

/** Five versions, the fourth from 2022-04-19 to 2023-05-24. */
const FIVE = coreJobId(4);
const ONE = coreJobId(0);
const ALWAYS = { start_date: "0001-01-01", end_date: "9999-12-31" };
const UNKNOWN = "7094136522860922111";

let feishu: Feishu;
beforeEach(async () => {
  feishu = await startFeishu();
  feishu.knobs.limits["corehr.job.queryMultiTimeline"] = [];
});
afterEach(() => feishu.running.close());

const timeline = async (body: Row) => {
  const answer = await feishu.post(`${CORE_JOBS}/query_multi_timeline`, body);
  const groups = ((answer.data.items ?? []) as { job_version_data: Row[] }[]).map((item) => item.job_version_data);
  return { ...answer, groups, rows: groups.flat() };
};
const versionIds = async (body: Row) => (await timeline(body)).rows.map((row) => row.job_version_id).sort();

describe("query_multi_timeline", () => {
  it("answers with ids only where no fields are requested", async () => {
    const answer = await timeline({ job_ids: [ONE], ...ALWAYS });
    expect([answer.status, answer.msg]).toEqual([200, "success"]);
    expect(answer.data).toEqual({ items: [{ job_version_data: [{ job_id: ONE, job_version_id: coreVersionId(0, 0) }] }] });
    expect((await timeline({ job_ids: [ONE], ...ALWAYS, fields: [] })).rows).toEqual(answer.rows);
  });

  it.each([
    [
      "job_name",
      {
        job_names: [
          { lang: "zh-CN", value: "数据分析师 REQ-1002" },
          { lang: "en-US", value: "Data Analyst REQ-1002" },
        ],
      },
    ],
    ["code", { code: "REQ-1002" }],
    ["active", { active: true }],
    [
      "description",
      {
        descriptions: [
          { lang: "zh-CN", value: "运营部的数据分析师" },
          { lang: "en-US", value: "Data Analyst" },
        ],
      },
    ],
    ["effective_date", { effective_date: "2019-01-02" }],
    ["expiration_date", { expiration_date: "2035-01-01" }],
    [
      "job_title",
      {
        job_titles: [
          { lang: "zh-CN", value: "初级" },
          { lang: "en-US", value: "Junior" },
        ],
      },
    ],
    ["job_family", { job_family_ids: [expect.stringMatching(/^\d{19}$/)] }],
    ["job_level", { job_level_ids: [expect.stringMatching(/^\d{19}$/)] }],
    ["pathway", { pathway_id: expect.stringMatching(/^\d{19}$/) }],
    ["working_hours_type", { working_hours_type_id: expect.stringMatching(/^\d{19}$/) }],
    ["parent_job", {}],
    ["constructor", {}],
  ])("answers the token %s under its own key and with nothing else", async (field, expected) => {
    const { rows } = await timeline({ job_ids: [coreJobId(1)], start_date: "2020-01-01", end_date: "2020-01-02", fields: [field] });
    expect(rows).toEqual([{ job_id: coreJobId(1), job_version_id: coreVersionId(1, 0), ...expected }]);
  });

  it("leaves levels out without their scope, and nothing else", async () => {
    const ask = { job_ids: [ONE], ...ALWAYS, fields: ["job_level", "code"] };
    expect((await timeline(ask)).rows[0]).toHaveProperty("job_level_ids");
    feishu.knobs.scopes.delete("corehr:job.job_level:read");
    expect((await timeline(ask)).rows).toEqual([{ job_id: ONE, job_version_id: coreVersionId(0, 0), code: "REQ-1001" }]);
  });

  it.each([
    ["the day before it starts", "2022-04-18", "2022-04-19", [2]],
    ["its first day", "2022-04-19", "2022-04-20", [3]],
    ["its last day", "2023-05-23", "2023-05-24", [3]],
    ["its expiration date", "2023-05-24", "2023-05-25", [4]],
    ["the days around its start", "2022-04-18", "2022-04-20", [2, 3]],
    ["no day", "2022-05-01", "2022-05-01", []],
  ])("reads both periods as half-open: %s", async (_what, start_date, end_date, expected) => {
    expect(await versionIds({ job_ids: [FIVE], start_date, end_date })).toEqual(expected.map((index) => coreVersionId(4, index)));
  });

  it("leaves out unknown ids, a Hire id among them, and jobs without a version in the period", async () => {
    const { groups } = await timeline({ job_ids: [UNKNOWN, hireJobId(0), ONE, FIVE], start_date: "1999-01-01", end_date: "2019-01-02" });
    expect(groups).toEqual([[{ job_id: ONE, job_version_id: coreVersionId(0, 0) }]]);
    expect((await timeline({ job_ids: [UNKNOWN], ...ALWAYS })).data).toEqual({ items: [] });
  });

  it("answers an id requested twice once", async () => {
    expect((await timeline({ job_ids: [ONE, ONE], ...ALWAYS })).groups).toHaveLength(1);
  });

  it("has an order of groups and versions that is repeatable, and differs by seed", async () => {
    const job_ids = [4, 9, 14, 19, 24, 29, 34, 39, 44, 49].map(coreJobId);
    const first = await timeline({ job_ids, ...ALWAYS });
    const owners = first.groups.map((group) => group[0]?.job_id);
    expect([...owners].sort()).toEqual([...job_ids].sort());
    expect(owners).not.toEqual(job_ids);
    const orders = first.groups.map((group) => group.map((row) => String(row.job_version_id)));
    expect(orders.some((order) => order.join() !== [...order].sort().join())).toBe(true);
    expect(first.groups.every((group) => new Set(group.map((row) => row.job_id)).size === 1)).toBe(true);
    expect((await timeline({ job_ids: [...job_ids].reverse(), ...ALWAYS })).groups).toEqual(first.groups);
    feishu.knobs.shuffleSeed = 2;
    expect((await timeline({ job_ids, ...ALWAYS })).groups).not.toEqual(first.groups);
  });

  it("may have every version in its own group", async () => {
    feishu.knobs.splitGroups = true;
    const { groups } = await timeline({ job_ids: [FIVE, ONE], ...ALWAYS });
    expect(groups.map((group) => group.length)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it.each([
    ["no ids", { job_ids: undefined }, "job_ids", "job_ids is required"],
    ["an empty list of ids", { job_ids: [] }, "job_ids", "the min len is 1"],
    ["eleven ids", { job_ids: Array(11).fill(ONE) }, "job_ids", "the max len is 10"],
    ["an id that is a number", { job_ids: [7094136522860922] }, "job_ids", "job_ids must be a list of strings"],
    ["no start", { start_date: undefined }, "start_date", "start_date is required"],
    ["no end", { end_date: undefined }, "end_date", "end_date is required"],
    ["a short date", { start_date: "2024-1-1" }, "start_date", "the min len is 10"],
    ["a moment for a date", { end_date: "2024-12-31 00:00:00" }, "end_date", "the max len is 10"],
    ["more than a hundred fields", { fields: Array(101).fill("code") }, "fields", "the max len is 100"],
  ])("refuses %s as a field violation", async (_what, change, field, description) => {
    const answer = await timeline({ job_ids: [ONE], ...ALWAYS, ...change });
    expect([answer.status, answer.code]).toEqual([400, 99992402]);
    expect(answer.error.field_violations).toEqual([{ field, description }]);
  });

  it("accepts ten ids and a hundred fields", async () => {
    expect((await timeline({ job_ids: Array(10).fill(ONE), ...ALWAYS, fields: Array(100).fill("code") })).code).toBe(0);
  });

  it.each([
    ["2024-02-29", true],
    ["2023-02-29", false],
    ["1900-02-29", false],
    ["2000-02-29", true],
    ["1600-02-29", false],
    ["0000-01-01", false],
    ["0001-01-01", true],
    ["2024-04-31", false],
    ["2024-13-01", false],
    ["2024/01/01", false],
    ["20240-1-01", false],
  ])("checks dates with the vendor's own expression: %s, %s", async (start_date, taken) => {
    const answer = await timeline({ job_ids: [ONE], start_date, end_date: "9999-12-31" });
    expect(answer.code).toBe(taken ? 0 : 99992402);
  });

  it("refuses a start after the end as CoreHR's own parameter error", async () => {
    const answer = await timeline({ job_ids: [ONE], start_date: "2024-01-02", end_date: "2024-01-01" });
    expect([answer.status, answer.code]).toEqual([400, 1160107]);
  });
});
