import { requireFields } from "../../../../src/http/checks/record-check.js";
import { hireJobId } from "../../../../src/sandbox/feishu/index.js";
import type { Job } from "../../../../src/schema/job/job.type.js";
import { type Feishu, found, HIRE_JOBS, startFeishu } from "../support.js";

const SCOPE = "hire:job.composite_info:readonly";
const HOUR = 60 * 60_000;

describe("A Feishu Hire job that is read alone", () => {
  let feishu: Feishu;
  beforeEach(async () => {
    feishu = await startFeishu();
  });
  afterEach(() => feishu.close());

  const read = async (ids: string[], languages?: string[]) => found(await feishu.passing(feishu.askHire(languages).jobs.jobsByIds(ids)));
  const withoutRaw = (jobs: Job[]) => jobs.map(({ raw, ...job }) => job);
  /** How often the details were asked for, and the older read. */
  const asked = () => {
    const paths = feishu.requests(`${HIRE_JOBS}/`).map(({ path }) => path);
    return [paths.filter((path) => path.endsWith("/get_detail")).length, paths.filter((path) => !path.endsWith("/get_detail")).length];
  };
  const twenty = Array.from({ length: 20 }, (_, index) => hireJobId(index));

  it("comes from get_detail where the app may, in one request", async () => {
    await read(twenty);
    expect(asked()).toEqual([20, 0]);
  });

  it("shows as vendorData what Feishu answered, with people, requirements, addresses and tags", async () => {
    const [job] = await read([hireJobId(13)]);
    expect(job?.raw).toMatchObject({
      basic_info: { id: hireJobId(13) },
      tag_list: [{}],
      job_requirement_list: [{ short_code: "JR1014" }],
      recruiter: expect.any(Object),
      job_config: expect.any(Object),
    });
  });

  it.each([undefined, ["en"]])("has the same fields by either read, in the languages %p", async (languages) => {
    const ids = [...feishu.standIn.state.hireJobs.keys()];
    const detailed = await read(ids, languages);
    feishu.standIn.knobs.scopes.delete(SCOPE);
    const other = await startFeishu();
    other.standIn.knobs.scopes.delete(SCOPE);
    const older = found(await other.passing(other.askHire(languages).jobs.jobsByIds(ids)));
    await other.close();
    expect(withoutRaw(detailed)).toEqual(withoutRaw(older));
    expect(detailed.length).toBe(60);
  });

  it.each(["the scope", "the path"])("comes from the older read without %s, after one request to find that out", async (what) => {
    if (what === "the path") feishu.standIn.knobs.absent.add("hire.job.getDetail");
    else feishu.standIn.knobs.scopes.delete(SCOPE);
    await read(twenty);
    expect(asked()).toEqual([1, 20]);
    await read(twenty);
    expect(asked()).toEqual([1, 40]);
  });

  it("is asked for by get_detail again after an hour, for the scope may have been granted", async () => {
    feishu.standIn.knobs.scopes.delete(SCOPE);
    await read([hireJobId(0)]);
    feishu.standIn.knobs.scopes.add(SCOPE);
    await feishu.clock.advance(HOUR - 1_000);
    await read([hireJobId(0)]);
    expect(asked()).toEqual([1, 2]);
    await feishu.clock.advance(1_000);
    await read(twenty);
    expect(asked()).toEqual([21, 2]);
  });

  it("comes from the older read once the scope is taken away", async () => {
    await read([hireJobId(0)]);
    feishu.standIn.knobs.scopes.delete(SCOPE);
    await read([hireJobId(1)]);
    await read(twenty);
    expect(asked()).toEqual([2, 21]);
  });

  it("does not come from the older read where get_detail fails otherwise", async () => {
    feishu.running.faults.arm({ kind: "status", status: 500, path: "/get_detail$", json: { code: 1002001, msg: "system error" } });
    const jobs = await feishu.passing(feishu.askHire().jobs.jobsByIds([hireJobId(0), hireJobId(1)]));
    expect(jobs).toMatchObject([{ code: "UNAVAILABLE" }, { code: "UNAVAILABLE" }]);
    expect(asked()[1]).toBe(0);
  });

  it("names what of it cannot be read by its own fields", async () => {
    const basic = { id: hireJobId(0), title: "T", code: {}, active_status: "open" };
    const json = { code: 0, msg: "ok", data: { job_detail: { basic_info: basic, tag_list: [] } } };
    feishu.running.faults.arm({ kind: "status", status: 200, path: "/get_detail$", json });
    const [job] = await read([hireJobId(0)]);
    expect(job).toMatchObject({ code: null, status: "UNKNOWN", raw: json.data.job_detail });
    expect(() => requireFields(job?.raw, ["active_status"])).toThrow("active_status");
    expect(() => requireFields(job?.raw, ["code"])).toThrow("code");
    expect(() => requireFields(job?.raw, ["title"])).not.toThrow();
  });

  it("is not another one's", async () => {
    const json = { code: 0, msg: "ok", data: { job_detail: { basic_info: { id: hireJobId(1) } } } };
    feishu.running.faults.arm({ kind: "status", status: 200, path: "/get_detail$", json });
    expect(await feishu.passing(feishu.askHire().jobs.jobsByIds([hireJobId(0)]))).toMatchObject([
      { code: "BAD_RESPONSE", recordId: hireJobId(0) },
    ]);
  });
});
