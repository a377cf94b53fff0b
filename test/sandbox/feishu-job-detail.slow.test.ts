import { type HireJob, hireJobId } from "../../src/sandbox/feishu/index.js";
import { type Feishu, HIRE_JOBS, startFeishu } from "./feishu-support.js";

type Row = Record<string, unknown>;

/** Tagged, with a requirement and a store. */
const STORE_JOB = hireJobId(13);
const SCOPE = "hire:job.composite_info:readonly";

let feishu: Feishu;
beforeEach(async () => {
  feishu = await startFeishu();
});
afterEach(() => feishu.running.close());

const detail = (id: string, query = "") => feishu.get(`${HIRE_JOBS}/${id}/get_detail${query}`);
const detailOf = async (id: string, query = "") => (await detail(id, query)).data.job_detail as Row;

describe("get_detail ([docs-mirror], entries of lists as the [sdk] types them)", () => {
  it("has the job's tags, addresses, requirements and stores beside its basic information", async () => {
    const { basic_info: basic, ...beside } = await detailOf(STORE_JOB);
    expect(basic).toMatchObject({ id: STORE_JOB, storefront_mode: 2 });
    expect(beside).toMatchObject({
      tag_list: [{ id: expect.any(String), name: { zh_cn: "急招", en_us: "Urgent" }, order: 1 }],
      address_list: [
        {
          id: expect.any(String),
          name: { zh_cn: expect.stringMatching(/办公室$/) },
          district: { code: "DT_1", name: { zh_cn: "中心区" } },
          city: { code: expect.stringMatching(/^CT_/), name: { en_us: expect.any(String) } },
          state: { code: "ST_1", name: { zh_cn: "省" } },
          country: { code: "CN_1", name: { zh_cn: "中国" } },
        },
      ],
      job_requirement_list: [
        {
          id: expect.stringMatching(/^\d{19}$/),
          short_code: "JR1014",
          name: expect.any(String),
          department_id: expect.stringMatching(/^od-/),
        },
      ],
      storefront_list: [
        { id: expect.any(String), name: { zh_cn: "门店一" }, active_status: 1, address: {}, create_time: expect.any(String) },
      ],
      job_config: { id: STORE_JOB, job_attribute: 1 },
    });
  });

  it("names departments of requirements by the requested kind of id", async () => {
    const { job_requirement_list: list } = await detailOf(STORE_JOB, "?department_id_type=department_id");
    expect(list).toMatchObject([{ department_id: feishu.state.hireJobs.get(STORE_JOB)?.department.id }]);
  });

  it("has empty lists for a job that has none of them, and may lack parts of an address", async () => {
    const bare = { tags: [], addresses: [], requirements: [], storefronts: [] };
    feishu.editHireJob(STORE_JOB, bare);
    expect(await detailOf(STORE_JOB)).toMatchObject({
      basic_info: { storefront_mode: 1, update_time: String(feishu.clock.now()) },
      tag_list: [],
      address_list: [],
      job_requirement_list: [],
      storefront_list: [],
    });
    const partly = [...feishu.state.hireJobs.values()].find(
      ({ addresses: [address] }) => address && address.district === undefined,
    ) as HireJob;
    expect((await detailOf(partly.id)).address_list).toEqual([expect.not.objectContaining({ district: expect.anything() })]);
  });

  it("is refused without its own scope, which the read of old does not need", async () => {
    feishu.knobs.scopes.delete(SCOPE);
    const refused = await detail(STORE_JOB);
    expect([refused.status, refused.code, refused.msg]).toEqual([
      400,
      99991672,
      `Access denied. One of the following scopes is required: [${SCOPE}].`,
    ]);
    expect(refused.error).toMatchObject({
      log_id: refused.headers.get("x-tt-logid"),
      permission_violations: [{ type: "action_scope_required", subject: SCOPE }],
    });
    expect((await feishu.get(`${HIRE_JOBS}/${STORE_JOB}`)).data.job).toMatchObject({ id: STORE_JOB });
  });

  it("is refused in the form of the vendor's pages by knob", async () => {
    feishu.knobs.scopes.delete(SCOPE);
    feishu.knobs.errorForm = "documented";
    const { error, headers } = await detail(STORE_JOB);
    expect(error).toMatchObject({
      logid: headers.get("x-tt-logid"),
      permission_violations: [{ scope: SCOPE, url: expect.stringMatching(/^https:/) }],
      helps: [{ url: expect.stringMatching(/^https:/), description: expect.any(String) }],
    });
    expect(error).not.toHaveProperty("log_id");
    const invalid = await feishu.get(`${HIRE_JOBS}?page_size=0`);
    expect(invalid.error.field_violations).toEqual([{ field: "page_size", value: "0", description: "the min value is 1" }]);
    const unset = await feishu.post(`${HIRE_JOBS}/${STORE_JOB}/open`, { is_never_expired: 1 });
    expect(unset.error.field_violations).toMatchObject([{ field: "is_never_expired", value: "1" }]);
  });

  it("is an unknown path by knob, and the read of old stays", async () => {
    feishu.knobs.absent.add("hire.job.getDetail");
    const answer = await detail(STORE_JOB);
    expect([answer.status, answer.headers.get("content-type"), answer.text]).toEqual([404, "text/plain", "404 page not found"]);
    expect((await feishu.get(`${HIRE_JOBS}/${STORE_JOB}`)).code).toBe(0);
  });
});
