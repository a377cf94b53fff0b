import { toJob } from "../../../../src/datasources/feishu/corehr/corehr.mapping.js";
import { coreJobId } from "../../../../src/sandbox/feishu/index.js";
import { sourceOf } from "../../../../src/schema/common/source.js";
import { Vendor } from "../../../../src/schema/vendor/vendor.type.js";
import { recordsIn } from "../../../support/records.js";
import { CORE_JOBS, type Feishu, found, keepAllJobs, startFeishu } from "../support.js";

const BATCH_GET = `${CORE_JOBS}/batch_get`;

describe("CoreHR jobs", () => {
  let feishu: Feishu;
  beforeEach(async () => {
    feishu = await startFeishu();
    keepAllJobs(feishu.standIn);
  });
  afterEach(() => feishu.close());

  it("by a hundred ids are one request, each id once, and answers are aligned whatever the vendor's order", async () => {
    const ids = Array.from({ length: 60 }, (_, index) => coreJobId(index));
    const asked = [...ids, ...ids, "7000000000000000001", "../secret"];
    const answer = await feishu.passing(feishu.askCoreHr().jobs.jobsByIds(asked));
    expect(answer.slice(0, 120).map((job) => (job instanceof Error ? job.message : job?.vendorId))).toEqual([...ids, ...ids]);
    expect(answer.slice(120)).toEqual([null, null]);
    expect(feishu.bodies(BATCH_GET).map(({ job_ids }) => job_ids)).toEqual([[...ids, "7000000000000000001"]]);
  });

  it("beyond a hundred take one request for each hundred", async () => {
    const ids = Array.from({ length: 201 }, (_, index) => String(7_000_000 + index));
    await feishu.passing(feishu.askCoreHr().jobs.jobsByIds(ids));
    expect(feishu.bodies(BATCH_GET).map(({ job_ids }) => (job_ids as string[]).length)).toEqual([100, 100, 1]);
  });

  it("are requested with all fields but levels, once in a GraphQL request", async () => {
    const source = feishu.askCoreHr();
    await feishu.passing(source.jobs.jobsByIds([coreJobId(1)]));
    const [job] = found(await feishu.passing(source.jobs.jobsByIds([coreJobId(1)])));
    expect(feishu.bodies(BATCH_GET)).toHaveLength(1);
    const { fields } = feishu.bodies(BATCH_GET)[0] as { fields: string[] };
    expect(fields).toEqual(expect.arrayContaining(["job_name", "code", "active", "description", "created_time", "updated_time"]));
    expect(fields).not.toContain("job_level");
    expect(job).toMatchObject({
      id: `feishu-corehr:job:${coreJobId(1)}`,
      vendor: "FEISHU_COREHR",
      code: "REQ-1002",
      status: "OPEN",
      vendorStatus: "active",
      openedAt: null,
      closedAt: null,
      expiresAt: null,
      departments: [],
    });
    expect(job?.names.map(({ lang }) => lang)).toEqual(["zh-CN", "en-US"]);
  });

  it("that are not in use are closed, and cannot be closed or reopened by the graph", async () => {
    const inactive = [...feishu.standIn.state.coreJobs.values()].filter(({ versions }) => versions.at(-1)?.active === false);
    const source = feishu.askCoreHr();
    const [job] = found(await feishu.passing(source.jobs.jobsByIds([inactive[0]?.id ?? ""])));
    expect(job).toMatchObject({ status: "CLOSED", vendorStatus: "inactive" });
    expect(source.jobs.jobActions(job as never)).toMatchObject({
      close: { allowed: false, code: "UNSUPPORTED_BY_VENDOR" },
      reopen: { allowed: false, code: "UNSUPPORTED_BY_VENDOR" },
    });
  });

  it("whose last version has ended are null, as in CoreHR", async () => {
    const versions = feishu.standIn.state.coreJobs.get(coreJobId(4))?.versions ?? [];
    for (const version of versions) version.expirationDate = "2026-06-30";
    expect(await feishu.passing(feishu.askCoreHr().jobs.jobsByIds([coreJobId(4)]))).toEqual([null]);
  });

  it("are listed with a page_size of the records wanted, as text, and continue after any record", async () => {
    const whole = await list({}, 200);
    expect(sizes()).toEqual(["100"]);
    feishu.forget();
    const first = await list({}, 7);
    expect(sizes()).toEqual(["7"]);
    const rest = await list({}, 200, first.items[3]?.position);
    expect([...first.items.slice(0, 4), ...rest.items].map(({ node }) => node.id)).toEqual(whole.items.map(({ node }) => node.id));
    expect(whole.hasMore).toBe(false);
    expect(first.hasMore).toBe(true);
  });

  it("of one status fill the page, although the vendor's list does not filter", async () => {
    const closed = await list({ status: "CLOSED" }, 50);
    expect(closed.items.length).toBeGreaterThan(0);
    expect(new Set(closed.items.map(({ node }) => node.status))).toEqual(new Set(["CLOSED"]));
    const [one] = (await list({ status: "CLOSED" }, 1)).items;
    const rest = await list({ status: "CLOSED" }, 50, one?.position);
    expect([one, ...rest.items].map((item) => item?.node.id)).toEqual(closed.items.map(({ node }) => node.id));
  });

  it("of one code take one request, and are filtered by status", async () => {
    const { items, hasMore } = await list({ code: "REQ-1004" }, 50);
    expect(items.map(({ node }) => node.code)).toEqual(["REQ-1004"]);
    expect(hasMore).toBe(false);
    expect(feishu.requests(CORE_JOBS).map(({ path }) => path)).toEqual([BATCH_GET]);
    expect(feishu.bodies(BATCH_GET)[0]).toMatchObject({ job_codes: ["REQ-1004"] });
    expect((await list({ code: "REQ-1004", status: "CLOSED" }, 50)).items).toEqual([]);
    expect((await list({ code: "REQ-1004" }, 50, items[0]?.position)).items).toEqual([]);
    expect((await list({ code: "nobody's" }, 50)).items).toEqual([]);
  });

  it("of several codes take one request, and each code has its own jobs", async () => {
    const codes = ["REQ-1004", "nobody's", "REQ-1002", "REQ-1004"];
    const answer = await feishu.passing(feishu.askCoreHr().jobs.jobsByCodes?.(codes) ?? Promise.resolve([]));
    expect(found(answer).map((jobs) => recordsIn(jobs).map(({ code }) => code))).toEqual([["REQ-1004"], [], ["REQ-1002"], ["REQ-1004"]]);
    expect(feishu.bodies(BATCH_GET).map(({ job_codes }) => job_codes)).toEqual([["REQ-1004", "nobody's", "REQ-1002"]]);
  });

  it("have no name in a language without a text", () => {
    const name = [
      { lang: "zh-CN", value: "" },
      { lang: "en-US", value: "Engineer" },
      { lang: null, value: "?" },
    ];
    expect(toJob(sourceOf(Vendor.FEISHU_COREHR), { id: "1", name }).names).toEqual([{ lang: "en-US", value: "Engineer" }]);
  });

  it.each(["no json", "[]", '{"skip":-1}', '{"skip":"1"}', '{"token":5,"skip":0}'])("refuse the position %s", async (position) => {
    await expect(async () => list({}, 10, position)).rejects.toThrow("is not a cursor of this list");
    expect(feishu.requests()).toEqual([]);
  });

  it("read a forged position as a place in the same list only", async () => {
    const tampered = JSON.stringify({ token: "x&page_size=1#/../../hire/v1/jobs", skip: 0 });
    await expect(list({}, 10, tampered)).rejects.toMatchObject({ code: "REJECTED", vendorCode: "1160001" });
    expect(feishu.requests("/open-apis/").map(({ path }) => path)).toEqual([expect.stringContaining("/auth/"), CORE_JOBS]);
    expect((await list({}, 10, '{"skip":100000}')).items).toEqual([]);
  });

  function list(filter: Record<string, string>, limit: number, after?: string) {
    return feishu.passing(feishu.askCoreHr().jobs.listJobs(filter, limit, after));
  }

  function sizes(): (string | null)[] {
    return feishu.requests(CORE_JOBS).map(({ query }) => new URLSearchParams(query).get("page_size"));
  }
});
