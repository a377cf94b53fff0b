import { type CoreJobVersion, coreJobId, coreVersionId, NO_END } from "../../src/sandbox/feishu/index.js";
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
  const items = (answer.data.items ?? []) as { job_version_data: Row[] }[];
  return { ...answer, rows: items.flatMap((item) => item.job_version_data) };
};

function version(over: Partial<CoreJobVersion> = {}): CoreJobVersion {
  return {
    versionId: "7238516215202170412",
    effectiveDate: "2026-12-01",
    expirationDate: NO_END,
    code: "REQ-NEW",
    names: { zh: "新职务" },
    active: true,
    familyIds: [],
    levelIds: [],
    ...over,
  };
}

describe("the replica lag", () => {
  it("hides a version for two seconds, and shows the replaced one meanwhile", async () => {
    const ask = { job_ids: [ONE], ...ALWAYS, fields: ["effective_date", "expiration_date"] };
    const before = (await timeline(ask)).rows;
    feishu.writeCoreVersion(ONE, version());
    await feishu.pass(1999);
    expect((await timeline(ask)).rows).toEqual(before);
    await feishu.pass(1);
    const after = (await timeline(ask)).rows.map((row) => [row.effective_date, row.expiration_date]).sort();
    expect(after).toEqual([
      ["2019-01-01", "2026-12-01"],
      ["2026-12-01", NO_END],
    ]);
  });

  it("holds for a new job, a correction and a deletion, and for every read", async () => {
    feishu.writeCoreVersion(UNKNOWN, version({ effectiveDate: "2026-11-01" }));
    const get = () => feishu.get(`${CORE_JOBS}/${UNKNOWN}`);
    expect((await get()).code).toBe(1160104);
    await feishu.pass(2000);
    expect((await get()).data.job).toMatchObject({ code: "REQ-NEW" });
    feishu.writeCoreVersion(UNKNOWN, version({ effectiveDate: "2026-11-01", code: "REQ-FIXED" }));
    expect((await get()).data.job).toMatchObject({ code: "REQ-NEW" });
    await feishu.pass(2000);
    expect((await get()).data.job).toMatchObject({ code: "REQ-FIXED" });
    expect((await timeline({ job_ids: [UNKNOWN], ...ALWAYS })).rows).toHaveLength(1);
    feishu.deleteCoreJob(UNKNOWN);
    expect((await get()).code).toBe(0);
    await feishu.pass(2000);
    expect((await get()).code).toBe(1160104);
    expect((await timeline({ job_ids: [UNKNOWN], ...ALWAYS })).rows).toEqual([]);
  });

  it("counts from the first write where a version is corrected twice", async () => {
    const write = (code: string) => feishu.writeCoreVersion(ONE, version({ effectiveDate: "2019-01-01", code }));
    const codes = async () => (await timeline({ job_ids: [ONE], ...ALWAYS, fields: ["code"] })).rows.map((row) => row.code);
    write("REQ-A");
    await feishu.pass(1000);
    write("REQ-B");
    await feishu.pass(1000);
    expect(await codes()).toEqual(["REQ-A"]);
    await feishu.pass(1000);
    expect(await codes()).toEqual(["REQ-B"]);
  });

  it("leaves later versions alone where one is written before them", async () => {
    const earlier = version({ effectiveDate: "2018-01-01", expirationDate: "2019-01-01" });
    feishu.writeCoreVersion(ONE, earlier);
    await feishu.pass(2000);
    const { rows } = await timeline({ job_ids: [ONE], ...ALWAYS, fields: ["expiration_date"] });
    expect(rows.map((row) => [row.job_version_id, row.expiration_date]).sort()).toEqual([
      [coreVersionId(0, 0), NO_END],
      [earlier.versionId, "2019-01-01"],
    ]);
  });

  it("is as long as the knob says", async () => {
    feishu.knobs.replicaLagMs = 0;
    feishu.writeCoreVersion(UNKNOWN, version());
    expect((await timeline({ job_ids: [UNKNOWN], ...ALWAYS })).rows).toHaveLength(1);
  });
});

describe("reading current versions", () => {
  const ids = (items: unknown) => (items as Row[]).map((item) => item.id);

  it("lists jobs by pages whose size is required and at most a hundred", async () => {
    for (const [query, description] of [
      ["", "page_size is required"],
      ["page_size=101", "the max value is 100"],
      ["page_size=10&name=", "the min len is 1"],
    ]) {
      const refused = await feishu.get(`${CORE_JOBS}?${query}`);
      expect([refused.status, refused.code]).toEqual([400, 99992402]);
      expect(refused.error.field_violations).toMatchObject([{ description }]);
    }
    const whole = await feishu.get(`${CORE_JOBS}?page_size=100`);
    expect(whole.data).toMatchObject({ has_more: false });
    expect(whole.data).not.toHaveProperty("page_token");
    const first = await feishu.get(`${CORE_JOBS}?page_size=40`);
    const second = await feishu.get(`${CORE_JOBS}?page_size=40&page_token=${encodeURIComponent(String(first.data.page_token))}`);
    expect([...ids(first.data.items), ...ids(second.data.items)]).toEqual(ids(whole.data.items));
    expect([(await feishu.get(`${CORE_JOBS}?page_size=40&page_token=x`)).code, second.data.has_more]).toEqual([1160001, false]);
  });

  it("shows the version in force today under other keys than the timeline", async () => {
    const { data, msg } = await feishu.get(`${CORE_JOBS}/${coreJobId(1)}`);
    expect(msg).toBe("success");
    expect(data.job).toEqual({
      id: coreJobId(1),
      code: "REQ-1002",
      name: [
        { lang: "zh-CN", value: "数据分析师 REQ-1002" },
        { lang: "en-US", value: "Data Analyst REQ-1002" },
      ],
      description: [
        { lang: "zh-CN", value: "运营部的数据分析师" },
        { lang: "en-US", value: "Data Analyst" },
      ],
      active: true,
      job_title: [
        { lang: "zh-CN", value: "初级" },
        { lang: "en-US", value: "Junior" },
      ],
      pathway_id: expect.any(String),
      working_hours_type_id: expect.any(String),
      job_family_id_list: [expect.any(String)],
      job_level_id_list: [expect.any(String)],
      effective_time: "2019-01-02 00:00:00",
      expiration_time: "2035-01-01 00:00:00",
    });
  });

  it("changes versions at midnight of the tenant's zone and leaves out a job with none in force", async () => {
    const get = () => feishu.get(`${CORE_JOBS}/${UNKNOWN}`);
    feishu.writeCoreVersion(UNKNOWN, version({ effectiveDate: "2026-11-23", expirationDate: "2026-11-24" }));
    await feishu.pass(4 * 3_600_000 - 1);
    expect((await get()).code).toBe(1160104);
    await feishu.pass(1);
    expect((await get()).code).toBe(0);
    feishu.knobs.tenantUtcOffsetMinutes = 0;
    expect((await get()).code).toBe(1160104);
    feishu.knobs.tenantUtcOffsetMinutes = 480;
    await feishu.pass(86_400_000);
    const gone = await get();
    expect([gone.status, gone.code]).toEqual([400, 1160104]);
  });

  it("leaves levels out of list and single entry without their scope", async () => {
    feishu.knobs.scopes.delete("corehr:job.job_level:read");
    const { data } = await feishu.get(`${CORE_JOBS}?page_size=1`);
    expect(data.items).toEqual([expect.not.objectContaining({ job_level_id_list: expect.anything() })]);
    expect((await feishu.get(`${CORE_JOBS}/${ONE}`)).data.job).not.toHaveProperty("job_level_id_list");
  });

  it("filters by name and narrows texts to one language", async () => {
    const { data } = await feishu.get(`${CORE_JOBS}?page_size=100&query_language=en-US&name=${encodeURIComponent("数据分析师 REQ-1002")}`);
    expect(data.items).toMatchObject([{ id: coreJobId(1), name: [{ lang: "en-US", value: "Data Analyst REQ-1002" }] }]);
    expect((data.items as { name: unknown[] }[])[0]?.name).toHaveLength(1);
    expect((await feishu.get(`${CORE_JOBS}?page_size=1&query_language=fr`)).code).toBe(1160001);
  });

  it("gets a batch by ids and codes, intersected, with only the requested fields", async () => {
    const batch = (body: Row) => feishu.post(`${CORE_JOBS}/batch_get`, body);
    expect((await batch({ job_ids: [ONE, UNKNOWN] })).data).toEqual({ items: [{ id: ONE }] });
    expect((await batch({ job_codes: ["REQ-1002"], fields: ["code"] })).data).toEqual({ items: [{ id: coreJobId(1), code: "REQ-1002" }] });
    expect((await batch({ job_ids: [ONE], job_codes: ["REQ-1002"] })).data).toEqual({ items: [] });
    expect((await batch({ job_ids: [ONE], job_codes: [] })).data).toEqual({ items: [{ id: ONE }] });
    const neither = await batch({ job_ids: [], job_codes: [] });
    expect([neither.status, neither.code]).toEqual([400, 1160001]);
    expect((await batch({ job_ids: Array(100).fill(ONE) })).code).toBe(0);
    expect((await batch({ job_ids: Array(101).fill(ONE) })).code).toBe(99992402);
    feishu.knobs.scopes.delete("corehr:job.job_level:read");
    expect((await batch({ job_ids: [ONE], fields: ["job_level", "active"] })).data).toEqual({ items: [{ id: ONE, active: true }] });
  });

  it("lists jobs that changed or were deleted in a window of at most ninety days", async () => {
    const recent = async (start: string, end: string) => {
      const query = new URLSearchParams({ page_size: "2000", start_date: start, end_date: end });
      return feishu.get(`${CORE_JOBS}/query_recent_change?${query}`);
    };
    feishu.knobs.limits["corehr.job.queryRecentChange"] = [];
    const day = "2026-11-22 00:00:00";
    expect((await recent(day, day)).data).toEqual({ job_ids: [], deleted_job_ids: [], has_more: false });
    feishu.writeCoreVersion(ONE, version({ effectiveDate: "2026-11-20" }));
    feishu.writeCoreVersion(UNKNOWN, version());
    feishu.deleteCoreJob(FIVE);
    expect((await recent(day, day)).data.job_ids).toEqual([]);
    await feishu.pass(2000);
    expect((await recent(day, day)).data).toEqual({ job_ids: [ONE, FIVE].sort(), deleted_job_ids: [FIVE], has_more: false });
    const oneOClock = Date.parse("2026-12-01T01:00:00+08:00");
    await feishu.pass(oneOClock + 1999 - feishu.clock.now());
    expect((await recent("2026-12-01 00:00:00", "2026-12-01 00:00:00")).data.job_ids).toEqual([]);
    await feishu.pass(1);
    expect((await recent("2026-12-01 00:00:00", "2026-12-01 00:00:00")).data.job_ids).toEqual([UNKNOWN]);
    expect((await recent("2026-09-02 00:00:00", "2026-12-01 00:00:00")).code).toBe(0);
    for (const [start, end] of [
      ["2026-09-01 23:59:59", "2026-12-01 00:00:00"],
      ["2026-12-02 00:00:00", "2026-12-01 00:00:00"],
      ["2026-12-01", "2026-12-01"],
      ["2026-12-01 25:00:00", "2026-12-02 00:00:00"],
    ] as const) {
      expect((await recent(start, end)).code).toBe(1160107);
    }
    expect((await recent("", "")).error.field_violations).toMatchObject([{ field: "start_date" }, { field: "end_date" }]);
  });
});

it("the sample has one to five versions a job, in half-open periods that never overlap, with gaps, ends and versions to come", () => {
  const jobs = [...feishu.state.coreJobs.values()];
  expect(new Set(jobs.map((job) => job.versions.length))).toEqual(new Set([1, 2, 3, 4, 5]));
  expect(jobs).toHaveLength(70);
  let gaps = 0;
  for (const { id, versions } of jobs) {
    expect(id).toMatch(/^\d{19}$/);
    expect(feishu.state.hireJobs.has(id)).toBe(false);
    versions.forEach((current, index) => {
      const next = versions[index + 1];
      expect(current.versionId).toMatch(/^\d{19}$/);
      expect(current.effectiveDate < current.expirationDate).toBe(true);
      if (next === undefined) return;
      expect(current.expirationDate <= next.effectiveDate).toBe(true);
      if (current.expirationDate < next.effectiveDate) gaps += 1;
    });
  }
  const all = jobs.flatMap((job) => job.versions);
  expect(gaps).toBeGreaterThan(2);
  expect(new Set(all.map((entry) => entry.versionId)).size).toBe(all.length);
  expect(all.filter((entry) => entry.effectiveDate > "2030").length).toBeGreaterThan(5);
  expect(jobs.filter((job) => job.versions.at(-1)?.expirationDate !== NO_END).length).toBeGreaterThan(3);
  expect(all.filter((entry) => !entry.active).length).toBeGreaterThan(5);
  expect(all.some((entry) => entry.names.zh === undefined) && all.some((entry) => entry.names.en === undefined)).toBe(true);
});
