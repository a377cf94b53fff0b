import fc from "fast-check";
import type { VersionAsked, VersionsAsked } from "../../../../src/datasources/contract/datasource.js";
import { tokensFor, VersionViews } from "../../../../src/datasources/feishu/corehr/corehr.fields.js";
import { coreJobId, coreVersionId } from "../../../../src/sandbox/feishu/index.js";
import { sourceOf } from "../../../../src/schema/common/source.js";
import { Vendor } from "../../../../src/schema/vendor/vendor.type.js";
import { recordsIn } from "../../../support/records.js";
import { type Feishu, found, startFeishu, TIMELINE } from "../support.js";

const ALL_FIELDS = [
  ...["id", "vendorId", "effectiveDate", "expirationDate", "active", "code", "name", "names", "title", "titles", "description"],
  ...["descriptions", "jobFamilyIds", "jobLevelIds", "pathwayId", "workingHoursTypeId"],
];

describe("versions of CoreHR jobs", () => {
  let feishu: Feishu;
  beforeEach(async () => {
    feishu = await startFeishu();
  });
  afterEach(() => feishu.close());

  const versions = async (asked: (VersionsAsked | VersionAsked)[], of = feishu) => {
    const answers = await of.passing(of.askCoreHr().timeline.versions(asked));
    return answers.map((answer) => (answer instanceof Error ? answer : recordsIn(answer)));
  };

  it("are requested as in the page's example, with the first day for sorting", async () => {
    await versions([{ jobId: "7094136522860922111", start: "2024-01-01", end: "2024-12-31", fields: ["name"] }]);
    const [request] = feishu.requests(TIMELINE);
    expect(request).toMatchObject({ method: "POST", query: "", headers: { "content-type": "application/json; charset=utf-8" } });
    expect(request?.headers.authorization).toMatch(/^Bearer t-/);
    expect(JSON.parse(request?.rawBody ?? "")).toEqual({
      job_ids: ["7094136522860922111"],
      start_date: "2024-01-01",
      end_date: "2024-12-31",
      fields: ["job_name", "effective_date"],
    });
  });

  it("are read from the answer of the page's example", async () => {
    answerWith(feishu, SEED_ANSWER);
    const [answer] = await versions([
      { jobId: "4719456877659520852", start: "2020-01-01", end: "2021-01-01", fields: [...ALL_FIELDS, "vendorData"] },
    ]);
    expect(answer).toEqual([
      {
        id: "feishu-corehr:job-version:4719456877659520852.7238516215202170412",
        vendor: "FEISHU_COREHR",
        account: "default",
        vendorId: "7238516215202170412",
        jobId: "feishu-corehr:job:4719456877659520852",
        effectiveDate: "2020-05-01",
        expirationDate: "2020-05-02",
        active: true,
        code: "BD38591",
        names: [{ lang: "zh-CN", value: "软件工程师" }],
        titles: [{ lang: "zh-CN", value: "高级" }],
        descriptions: [{ lang: "zh-CN", value: "负责后端开发" }],
        jobFamilyIds: ["4719519211875096301"],
        jobLevelIds: ["4719519212005299950"],
        pathwayId: "4719519211875096301",
        workingHoursTypeId: "6890452208593372679",
        raw: SEED_VERSION,
      },
    ]);
  });

  it.each([
    [["name"], ["job_name"]],
    [["names"], ["job_name"]],
    [["title"], ["job_title"]],
    [["titles"], ["job_title"]],
    [["description"], ["description"]],
    [["descriptions"], ["description"]],
    [["code"], ["code"]],
    [["active"], ["active"]],
    [["jobFamilyIds"], ["job_family"]],
    [["jobLevelIds"], ["job_level"]],
    [["pathwayId"], ["pathway"]],
    [["workingHoursTypeId"], ["working_hours_type"]],
    [["effectiveDate"], []],
    [["expirationDate"], ["expiration_date"]],
    [["id", "vendor", "vendorId", "job", "__typename"], []],
    [
      ["vendorData"],
      ["job_name", "code", "active", "description", "expiration_date", "job_title", "job_family", "pathway", "working_hours_type"],
    ],
    [
      ["vendorData", "jobLevelIds"],
      [
        "job_name",
        "code",
        "active",
        "description",
        "expiration_date",
        "job_title",
        "job_family",
        "job_level",
        "pathway",
        "working_hours_type",
      ],
    ],
  ])("with the fields %j are requested with %j besides the first day", (fields, tokens) => {
    expect(tokensFor(fields).sort()).toEqual([...tokens, "effective_date"].sort());
  });

  it("are made once for equal selections, and apart for others", () => {
    const views = new VersionViews(sourceOf(Vendor.FEISHU_COREHR));
    expect(views.of(["code", "active"])).toBe(views.of(["active", "id", "code"]));
    expect(views.of(["code"])).not.toBe(views.of(["code", "active"]));
    expect(views.of(["code"]).keys).toEqual(["code", "effective_date"]);
  });

  it("are requested with their last day only where it is selected, or where a wider answer is cut to the range", async () => {
    const jobId = coreJobId(3);
    const ask = (start: string, end: string, ...fields: string[]) => ({ jobId, start, end, fields });
    const asked = [ask("2020-01-01", "2021-01-01", "code"), ask("2020-06-01", "2022-01-01", "active")];
    const sent = async (asks: VersionsAsked[]) => {
      feishu.forget();
      const answer = found(await versions(asks));
      return { answer, fields: feishu.bodies(TIMELINE).map(({ fields }) => fields) };
    };
    const alone = [await sent(asked.slice(0, 1)), await sent(asked.slice(1))];
    expect(alone.map(({ fields }) => fields)).toEqual([[["code", "effective_date"]], [["active", "effective_date"]]]);
    const together = await sent(asked);
    expect(together.fields).toEqual([["code", "effective_date", "active", "expiration_date"]]);
    expect(together.answer).toEqual(alone.flatMap(({ answer }) => answer));
  });

  it("are in force from their first day to the day before their last, and a range includes its start and not its end", async () => {
    put(feishu, "1", [
      ["11", "2020-01-01", "2020-02-01"],
      ["12", "2020-02-01", "2020-03-01"],
      ["13", "2020-03-01", "9999-12-31"],
    ]);
    const inRange = async (start: string, end: string) => {
      const [answer] = await versions([{ jobId: "1", start, end, fields: [] }]);
      return found([answer ?? []])[0]?.map(({ vendorId }) => vendorId);
    };
    expect(await inRange("2020-02-01", "2020-03-01")).toEqual(["12"]);
    expect(await inRange("2020-01-31", "2020-03-02")).toEqual(["11", "12", "13"]);
    expect(await inRange("2019-01-01", "2020-01-01")).toEqual([]);
    expect(await inRange("9999-12-30", "9999-12-31")).toEqual(["13"]);
  });

  it("are sorted by their first day, whatever the vendor's order and groups, and 9999-12-31 is null", async () => {
    for (const splitGroups of [false, true]) {
      const shuffled = await startFeishu({ knobs: { splitGroups, shuffleSeed: 7 } });
      const asked = [3, 4, 8, 9].map((index) => ({
        jobId: coreJobId(index),
        start: "2019-01-01",
        end: "9999-12-31",
        fields: ["expirationDate"],
      }));
      for (const list of found(await versions(asked, shuffled))) {
        const starts = list.map(({ effectiveDate }) => effectiveDate);
        expect(starts).toEqual([...starts].sort());
        expect(list.length).toBeGreaterThan(0);
        expect(list.map(({ expirationDate }) => expirationDate)).not.toContain("9999-12-31");
      }
      await shuffled.close();
    }
  });

  it("of jobs that the answer leaves out are empty lists", async () => {
    const asked = ["404", coreJobId(0), "not-a-number"].map((jobId) => ({ jobId, start: "2019-01-01", end: "2026-01-01", fields: [] }));
    const [unknown, known, nonsense] = found(await versions(asked));
    expect(unknown).toEqual([]);
    expect(nonsense).toEqual([]);
    expect(known?.map(({ jobId }) => jobId)).toEqual([`feishu-corehr:job:${coreJobId(0)}`]);
    expect(feishu.bodies(TIMELINE).map(({ job_ids }) => job_ids)).toEqual([["404", coreJobId(0)]]);
  });

  it("are not requested for an empty or invalid range, and other ranges are", async () => {
    const jobId = coreJobId(0);
    const answer = await versions([
      { jobId, start: "2024-01-01", end: "2024-01-01", fields: [] },
      { jobId, start: "1600-02-29", end: "2024-01-01", fields: [] },
      { jobId, start: "2024-01-01", end: "2023-01-01", fields: [] },
      { jobId, start: "2023-01-01", end: "2024-01-01", fields: [] },
    ]);
    expect(answer[0]).toEqual([]);
    expect(answer[1]).toMatchObject({ extensions: { code: "BAD_USER_INPUT" }, message: expect.stringContaining("1600-02-29") });
    expect(answer[2]).toMatchObject({ extensions: { code: "BAD_USER_INPUT" } });
    expect(answer[3]).toHaveLength(1);
    expect(feishu.requests(TIMELINE)).toHaveLength(1);
  });

  it("without the scope for levels have no levels, and do not fail", async () => {
    feishu.standIn.knobs.scopes.delete("corehr:job.job_level:read");
    const [answer] = found(
      await versions([{ jobId: coreJobId(0), start: "2019-01-01", end: "2026-01-01", fields: ["jobLevelIds", "code"] }]),
    );
    expect(answer?.[0]).toMatchObject({ jobLevelIds: [], code: "REQ-1001" });
  });

  it("of a failed request fail, and those of other requests do not", async () => {
    feishu.running.faults.arm({
      kind: "status",
      path: "query_multi_timeline",
      times: 1,
      status: 400,
      json: { code: 1160001, msg: "param is invalid" },
    });
    const asked = Array.from({ length: 20 }, (_, index) => ({
      jobId: coreJobId(index),
      start: "2019-01-01",
      end: "2026-01-01",
      fields: [],
    }));
    const answer = await versions(asked);
    expect(answer.filter((one) => one instanceof Error)).toHaveLength(10);
    expect(answer.filter((one) => Array.isArray(one) && one.length > 0)).toHaveLength(10);
  });

  it("by their ids come from the whole timelines of their jobs, ten jobs a request", async () => {
    const fields = ["code"];
    const ids = Array.from({ length: 12 }, (_, index) => ({ jobId: coreJobId(index), versionId: coreVersionId(index, index % 5), fields }));
    const wrong = [
      { jobId: coreJobId(0), versionId: coreVersionId(1, 0), fields },
      { jobId: "x", versionId: "1", fields },
    ];
    const answer = found(await versions([...ids, ...wrong]));
    expect(answer.map((list) => list.map(({ vendorId }) => vendorId))).toEqual([...ids.map(({ versionId }) => [versionId]), [], []]);
    expect(feishu.bodies(TIMELINE).map(({ start_date, end_date }) => [start_date, end_date])).toEqual([
      ["1900-01-01", "9999-12-31"],
      ["1900-01-01", "9999-12-31"],
    ]);
  });

  it("requested together are the same as when requested one by one", async () => {
    const day = fc
      .integer({ min: 0, max: 3000 })
      .map((offset) => new Date(Date.UTC(2018, 6, 1) + offset * 86_400_000).toISOString().slice(0, 10));
    const anAsk = fc
      .record({ index: fc.integer({ min: 0, max: 72 }), days: fc.tuple(day, day), fields: fc.subarray([...ALL_FIELDS, "vendorData"]) })
      .map(({ index, days, fields }): VersionsAsked => {
        const [start = "", end = ""] = [...days].sort();
        return { jobId: coreJobId(index), start, end, fields };
      });
    const free = await startFeishu({ knobs: { limits: { "corehr.job.queryMultiTimeline": [] } } });
    await fc.assert(
      fc.asyncProperty(fc.array(anAsk, { minLength: 1, maxLength: 12 }), async (asked) => {
        const together = await versions(asked, free);
        for (const [index, one] of asked.entries()) expect(together[index]).toEqual((await versions([one], free))[0]);
      }),
      { numRuns: 15 },
    );
    await free.close();
  });
});

/** A job of bare versions, in place of the sample's. */
function put(feishu: Feishu, id: string, periods: [string, string, string][]): void {
  feishu.standIn.state.coreJobs.set(id, {
    id,
    versions: periods.map(([versionId, effectiveDate, expirationDate]) => ({
      versionId,
      effectiveDate,
      expirationDate,
      code: id,
      names: { zh: id },
      active: true,
      familyIds: [],
      levelIds: [],
    })),
  });
}

function answerWith(feishu: Feishu, json: unknown): void {
  feishu.running.faults.arm({ kind: "status", path: "query_multi_timeline", status: 200, json });
}

const SEED_VERSION = {
  job_id: "4719456877659520852",
  job_version_id: "7238516215202170412",
  job_names: [{ lang: "zh-CN", value: "软件工程师" }],
  effective_date: "2020-05-01",
  expiration_date: "2020-05-02",
  active: true,
  descriptions: [{ lang: "zh-CN", value: "负责后端开发" }],
  code: "BD38591",
  job_titles: [{ lang: "zh-CN", value: "高级" }],
  job_family_ids: ["4719519211875096301"],
  job_level_ids: ["4719519212005299950"],
  pathway_id: "4719519211875096301",
  working_hours_type_id: "6890452208593372679",
};
/** The example answer of https://open.feishu.cn/document/corehr-v1/job-management/job/query_multi_timeline. */
const SEED_ANSWER = { code: 0, msg: "success", data: { items: [{ job_version_data: [SEED_VERSION] }] } };
