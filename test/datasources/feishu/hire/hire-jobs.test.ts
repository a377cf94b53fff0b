import type { JobFilter } from "../../../../src/datasources/contract/datasource.js";
import { toJob } from "../../../../src/datasources/feishu/hire/hire.mapping.js";
import { hireJobId } from "../../../../src/sandbox/feishu/index.js";
import { sourceOf } from "../../../../src/schema/common/source.js";
import { Vendor } from "../../../../src/schema/vendor/vendor.type.js";
import { type Feishu, found, HIRE_JOBS, refusalOf, startFeishu } from "../support.js";

describe("Feishu Hire jobs", () => {
  let feishu: Feishu;
  beforeEach(async () => {
    feishu = await startFeishu();
  });
  afterEach(() => feishu.close());

  const read = async (ids: string[], languages?: string[]) => feishu.passing(feishu.askHire(languages).jobs.jobsByIds(ids));
  const list = (filter: JobFilter | Record<string, string>, limit: number, after?: string) =>
    feishu.passing(feishu.askHire().jobs.listJobs(filter, limit, after));
  const pageSizes = () => feishu.requests(HIRE_JOBS).map(({ query }) => new URLSearchParams(query).get("page_size"));

  it("by id are read one by one, each once in a request", async () => {
    const source = feishu.askHire();
    await feishu.passing(source.jobs.jobsByIds([hireJobId(0), hireJobId(1), hireJobId(0)]));
    await feishu.passing(source.jobs.jobsByIds([hireJobId(1)]));
    expect(feishu.requests(HIRE_JOBS).map(({ method, path }) => [method, path])).toEqual([
      ["GET", `${HIRE_JOBS}/${hireJobId(0)}/get_detail`],
      ["GET", `${HIRE_JOBS}/${hireJobId(1)}/get_detail`],
    ]);
  });

  it("that Hire does not have are null, and invalid ids are not requested", async () => {
    expect(await read(["6960663999999999999", "1/../2", "x", ""])).toEqual([null, null, null, null]);
    expect(feishu.requests(HIRE_JOBS).map(({ path, status }) => [path, status])).toEqual([
      [`${HIRE_JOBS}/6960663999999999999/get_detail`, 404],
    ]);
  });

  it("at an address that is not Feishu's are an error, not null", async () => {
    const elsewhere = await startFeishu();
    elsewhere.running.faults.arm({
      kind: "status",
      status: 404,
      path: HIRE_JOBS,
      headers: { "content-type": "text/plain" },
      text: "404 page not found",
    });
    const reading = async () => {
      const [job] = await elsewhere.passing(elsewhere.askHire().jobs.jobsByIds([hireJobId(0)]));
      if (job instanceof Error) throw job;
    };
    expect(await refusalOf(reading())).toMatchObject({ code: "BAD_RESPONSE" });
    await elsewhere.close();
  });

  it("show all fields that Hire has", async () => {
    const [job] = found(await read([hireJobId(0)]));
    const held = feishu.standIn.state.hireJobs.get(hireJobId(0));
    expect(job).toMatchObject({
      id: `feishu-hire:job:${hireJobId(0)}`,
      vendor: "FEISHU_HIRE",
      vendorId: hireJobId(0),
      code: held?.code,
      names: [{ lang: "und", value: held?.title }],
      descriptions: [{ lang: "und", value: held?.description }],
      status: "OPEN",
      vendorStatus: "1",
      departments: [held?.department.name.zh],
      locations: held?.cities.map(({ name }) => name.zh),
      createdAt: new Date(held?.createdAt ?? 0).toISOString(),
      updatedAt: new Date(held?.updatedAt ?? 0).toISOString(),
      openedAt: null,
      closedAt: null,
      expiresAt: null,
      customFields: [
        { key: "6960663240925000001", name: "备注", type: "single_line_text", value: `${held?.code}, open` },
        {
          key: "6960663240925000002",
          name: "优先级",
          type: "single_choice",
          value: { key: "1", name: { zh_cn: "普通", en_us: "Normal" } },
        },
      ],
    });
  });

  it("name departments and places in the caller's language where Hire has it", async () => {
    const held = feishu.standIn.state.hireJobs.get(hireJobId(0));
    const [english] = found(await read([hireJobId(0)], ["fr-FR", "en-GB", "zh"]));
    expect(english?.departments).toEqual([held?.department.name.en]);
    expect(english?.locations).toEqual(held?.cities.map(({ name }) => name.en));
    expect(english?.customFields?.[0]?.name).toBe("Remark");
    expect(toJob(sourceOf(Vendor.FEISHU_HIRE), { id: "1", department: { zh_name: "研发" } }, ["en"]).departments).toEqual(["研发"]);
    expect(toJob(sourceOf(Vendor.FEISHU_HIRE), { id: "1", department: { en_name: "R&D" } }).departments).toEqual(["R&D"]);
  });

  it("with few fields are jobs too", () => {
    expect(
      toJob(sourceOf(Vendor.FEISHU_HIRE), { id: "1", city: { zh_name: "北京" }, create_time: 1_600_000_000_000, expiry_timestamp: "" }),
    ).toMatchObject({
      code: null,
      names: [],
      status: "UNKNOWN",
      vendorStatus: null,
      departments: [],
      locations: ["北京"],
      createdAt: "2020-09-13T12:26:40.000Z",
      expiresAt: null,
      customFields: undefined,
    });
    expect(toJob(sourceOf(Vendor.FEISHU_HIRE), { id: "1", expiry_time: 1_830_259_120_000 }).expiresAt).toBe("2027-12-31T13:18:40.000Z");
    expect(toJob(sourceOf(Vendor.FEISHU_HIRE), { id: "1", active_status: 7 })).toMatchObject({ status: "UNKNOWN", vendorStatus: "7" });
  });

  it("are requested with the id types that Feishu keeps, in lists and one by one", async () => {
    await read([hireJobId(0)]);
    await list({}, 1);
    for (const { query } of feishu.requests(HIRE_JOBS)) {
      expect(query).toContain("job_level_id_type=job_level_id");
      expect(query).toContain("job_family_id_type=job_family_id");
    }
  });

  it("are listed at most twenty at a time", async () => {
    const { items, hasMore } = await list({}, 45);
    expect(items).toHaveLength(45);
    expect(hasMore).toBe(true);
    expect(pageSizes()).toEqual(["20", "20", "5"]);
    expect(new Set(items.map(({ node }) => node.id)).size).toBe(45);
  });

  it("continue after any record, in pages of any size", async () => {
    const whole = (await list({}, 200)).items.map(({ node }) => node.id);
    expect(whole).toHaveLength(60);
    const walked: string[] = [];
    let after: string | undefined;
    for (const limit of [3, 25, 1, 7, 40]) {
      const { items, hasMore } = await list({}, limit, after);
      walked.push(...items.map(({ node }) => node.id));
      after = items.at(-1)?.position;
      expect(hasMore).toBe(walked.length < 60);
    }
    expect(walked).toEqual(whole);
    const { items } = await list({}, 10);
    expect((await list({}, 200, items[4]?.position)).items.map(({ node }) => node.id)).toEqual(whole.slice(5));
  });

  it("continue with the next page after a page's last record, without reading that page again", async () => {
    const { items } = await list({}, 20);
    feishu.forget();
    await list({}, 20, items.at(-1)?.position);
    expect(pageSizes()).toEqual(["20"]);
    expect(feishu.requests(HIRE_JOBS)[0]?.query).toContain("page_token=");
  });

  it("of one status fill the page, although the vendor's list does not filter", async () => {
    const held = [...feishu.standIn.state.hireJobs.values()].filter(({ activeStatus }) => activeStatus === 2);
    const { items } = await list({ status: "CLOSED" }, 15);
    expect(items).toHaveLength(15);
    expect(pageSizes()).toEqual(["20", "20", "20"]);
    const rest = await list({ status: "CLOSED" }, 50, items[9]?.position);
    expect([...items.slice(0, 10), ...rest.items].map(({ node }) => node.vendorId).sort()).toEqual(held.map(({ id }) => id).sort());
    expect(rest.hasMore).toBe(false);
  });

  it("of one status have more where the last page has more than requested", async () => {
    const closed = (await list({ status: "CLOSED" }, 200)).items;
    const beforeLast = await list({ status: "CLOSED" }, closed.length - 1);
    expect(beforeLast.hasMore).toBe(true);
    const last = await list({ status: "CLOSED" }, 1, beforeLast.items.at(-1)?.position);
    expect([last.items.map(({ node }) => node.id), last.hasMore]).toEqual([[closed.at(-1)?.node.id], false]);
  });

  it("are a failure where a page leads to itself", async () => {
    const page = { code: 0, msg: "ok", data: { items: [{ id: "1", active_status: 2 }], has_more: true, page_token: "same" } };
    feishu.running.faults.arm({ kind: "status", status: 200, path: HIRE_JOBS, json: page });
    expect(await refusalOf(list({ status: "OPEN" }, 5))).toMatchObject({ code: "BAD_RESPONSE", vendor: "FEISHU_HIRE" });
    expect(feishu.requests(HIRE_JOBS)).toHaveLength(2);
  });

  it("are found by their code", async () => {
    expect((await list({ code: "REQ-1007" }, 10)).items.map(({ node }) => node.code)).toEqual(["REQ-1007"]);
    expect((await list({ code: "nobody's" }, 10)).items).toEqual([]);
  });

  it("may be reopened when closed, and closed when open", async () => {
    const [open, closed] = found(await read([hireJobId(0), hireJobId(1)]));
    const { jobs } = feishu.askHire();
    expect(jobs.jobActions(open as never)).toMatchObject({ reopen: { allowed: false, code: "ALREADY_OPEN" }, close: { allowed: true } });
    expect(jobs.jobActions(closed as never)).toMatchObject({
      reopen: { allowed: true },
      close: { allowed: false, code: "ALREADY_CLOSED" },
    });
  });
});
