import { AGENCY_CHANNEL, hireJobId, jobPostId, REFERRAL_CHANNEL, WEBSITES } from "../../src/sandbox/feishu/index.js";
import { type Feishu, HIRE_JOBS, startFeishu } from "./feishu-support.js";

type Row = Record<string, unknown>;

const HIRE = "/open-apis/hire/v1";
const [CAREERS, CAMPUS] = WEBSITES as [(typeof WEBSITES)[number], (typeof WEBSITES)[number]];
const OPEN_JOB = hireJobId(0);
const CLOSED_JOB = hireJobId(1);
const POST = jobPostId(0);

let feishu: Feishu;
beforeEach(async () => {
  feishu = await startFeishu();
  for (const route of ["hire.job.open", "hire.job.close"] as const) feishu.knobs.limits[route] = [];
});
afterEach(() => feishu.running.close());

const posts = (site: string, query = "") => feishu.get(`${HIRE}/websites/${site}/job_posts?${query}`);
const search = (body: Row, site = CAREERS.id) => feishu.post(`${HIRE}/websites/${site}/job_posts/search`, body);
const publish = (post: string, channel: unknown) => feishu.post(`${HIRE}/advertisements/${post}/publish`, { job_channel_id: channel });
const close = (id: string) => feishu.post(`${HIRE_JOBS}/${id}/close`);
const reopen = (id: string) => feishu.post(`${HIRE_JOBS}/${id}/open`, { is_never_expired: true });
const rows = (answer: { data: Row }) => answer.data.items as Row[];

/** Walks every page of a website's posts, as who wants to know where a job is advertised has to. */
async function jobsOn(site: string): Promise<unknown[]> {
  const ids: unknown[] = [];
  let token = "";
  do {
    const answer = await posts(site, `page_token=${encodeURIComponent(token)}`);
    expect(rows(answer).length).toBeLessThanOrEqual(10);
    ids.push(...rows(answer).map((row) => row.job_id));
    token = String(answer.data.page_token ?? "");
  } while (token !== "");
  return ids;
}

describe("the websites ([docs-mirror])", () => {
  it("have an id for reading and another one for publishing", async () => {
    const { data, msg } = await feishu.get(`${HIRE}/websites`);
    expect([msg, data]).toEqual([
      "ok",
      {
        has_more: false,
        items: [
          {
            id: CAREERS.id,
            name: { zh_cn: "招聘官网", en_us: "Careers" },
            process_type_list: [1, 2],
            job_channel_id: CAREERS.channelId,
          },
          { id: CAMPUS.id, name: { zh_cn: "校园招聘官网" }, process_type_list: [2], job_channel_id: CAMPUS.channelId },
        ],
      },
    ]);
    expect(CAREERS.id).not.toBe(CAREERS.channelId);
  });

  it("come by pages of at most ten, as their posts do", async () => {
    const first = await feishu.get(`${HIRE}/websites?page_size=1`);
    const second = await feishu.get(`${HIRE}/websites?page_size=1&page_token=${encodeURIComponent(String(first.data.page_token))}`);
    expect([...rows(first), ...rows(second)].map(({ id }) => id)).toEqual([CAREERS.id, CAMPUS.id]);
    expect((await feishu.get(`${HIRE}/websites?page_size=11`)).code).toBe(99992402);
    expect((await posts(CAREERS.id, "page_size=11")).code).toBe(99992402);
    expect((await posts(CAREERS.id, "page_token=x")).code).toBe(1002002);
  });
});

describe("the posts of a website ([docs-mirror])", () => {
  it("are those of open jobs that it shows now; some open jobs are on none", async () => {
    const shown = await jobsOn(CAREERS.id);
    const open = [...feishu.state.hireJobs.values()].filter(({ activeStatus }) => activeStatus === 1).map(({ id }) => id);
    expect(new Set(shown).size).toBe(shown.length);
    expect(shown.length).toBeGreaterThan(20);
    expect(open).toEqual(expect.arrayContaining(shown as string[]));
    const campus = await jobsOn(CAMPUS.id);
    expect(campus.length).toBeGreaterThan(2);
    expect(open.filter((id) => feishu.shownOn(id).length === 0).length).toBeGreaterThan(2);
    for (const id of open) expect(shown.includes(id)).toBe(feishu.shownOn(id).includes(CAREERS.channelId));
  });

  it("have the posting's own keys, with null for a job that never expires", async () => {
    const page = await posts(CAREERS.id);
    const { data } = await feishu.get(`${HIRE}/websites/${CAREERS.id}/job_posts/${POST}`);
    expect(data.job_post).toMatchObject({
      id: POST,
      job_id: OPEN_JOB,
      job_code: "REQ-1001",
      job_expire_time: null,
      job_active_status: 1,
      min_salary: expect.stringMatching(/^\d+$/),
      headcount: expect.any(Number),
      high_light_list: [],
      create_time: expect.stringMatching(/^\d{13}$/),
      modify_time: expect.stringMatching(/^\d{13}$/),
      address_list: [{ city: { name: { zh_cn: expect.any(String) } } }],
      job_function: { id: expect.any(String) },
      customized_data_list: [{}, {}],
    });
    for (const row of rows(page)) {
      for (const gone of ["customized_data_list", "job_function", "head_count", "highlight_list", "update_time"]) {
        expect(row).not.toHaveProperty(gone);
      }
    }
    const expiring = feishu.state.hireJobs.get(hireJobId(12));
    const read = await feishu.get(`${HIRE}/websites/${CAREERS.id}/job_posts/${jobPostId(12)}`);
    expect(read.data.job_post).toMatchObject({ job_expire_time: String(expiring?.expiresAt) });
  });

  it("are filtered by the times of the post", async () => {
    await feishu.pass(1000);
    feishu.publishElsewhere(OPEN_JOB);
    expect(rows(await posts(CAREERS.id, `update_start_time=${feishu.clock.now()}`)).map(({ id }) => id)).toEqual([POST]);
    expect(rows(await posts(CAREERS.id, `create_start_time=${feishu.clock.now()}`))).toEqual([]);
    expect((await posts(CAREERS.id, "update_start_time=now")).code).toBe(1002002);
  });

  it("are found by words and by lists of ids, ten at a time", async () => {
    const job = feishu.state.hireJobs.get(OPEN_JOB);
    const body = { keyword: job?.title, job_type_id_list: [job?.jobType.id], update_start_time: "0" };
    const found = rows(await search(body));
    expect(found.map(({ job_id }) => job_id)).toContain(OPEN_JOB);
    expect(found.every(({ title }) => title === job?.title)).toBe(true);
    expect(rows(await search({ ...body, keyword: "nothing" }))).toEqual([]);
    expect(rows(await search({ city_code_list: ["CT_none"] }))).toEqual([]);
    expect((await search({ subject_id_list: Array(101).fill("1") })).code).toBe(99992402);
    expect((await search({}, "6701000000000000009")).code).toBe(1002502);
  });

  it("are refused for a website that does not exist, and for a post that is not on it", async () => {
    const answers = [
      await posts("6701000000000000009"),
      await feishu.get(`${HIRE}/websites/6701000000000000009/job_posts/${POST}`),
      await feishu.get(`${HIRE}/websites/${CAREERS.id}/job_posts/${jobPostId(1)}`),
    ];
    expect(answers.map(({ status, code }) => [status, code])).toEqual([
      [400, 1002502],
      [400, 1002502],
      [404, 1002509],
    ]);
  });
});

describe("what closing and reopening a job do to its posts", () => {
  it("closing takes them off every channel ([docs-mirror]), and reopening puts none back ([inferred])", async () => {
    const before = feishu.shownOn(OPEN_JOB);
    expect(await jobsOn(CAREERS.id)).toContain(OPEN_JOB);
    await close(OPEN_JOB);
    expect(await jobsOn(CAREERS.id)).not.toContain(OPEN_JOB);
    await reopen(OPEN_JOB);
    expect(await jobsOn(CAREERS.id)).not.toContain(OPEN_JOB);
    expect([before.length > 0, feishu.shownOn(OPEN_JOB)]).toEqual([true, []]);
  });

  it("reopening puts back by knob what the last closing took down", async () => {
    feishu.knobs.reopenRestoresPosts = true;
    const before = feishu.shownOn(OPEN_JOB);
    await close(OPEN_JOB);
    await reopen(OPEN_JOB);
    expect(feishu.shownOn(OPEN_JOB)).toEqual(before);
    feishu.takeDownElsewhere(OPEN_JOB);
    await close(OPEN_JOB);
    await reopen(OPEN_JOB);
    expect(feishu.shownOn(OPEN_JOB)).toEqual([]);
  });

  it("somebody may publish and take down elsewhere", async () => {
    await reopen(CLOSED_JOB);
    feishu.publishElsewhere(CLOSED_JOB);
    expect(await jobsOn(CAREERS.id)).toContain(CLOSED_JOB);
    feishu.takeDownElsewhere(CLOSED_JOB);
    expect(await jobsOn(CAREERS.id)).not.toContain(CLOSED_JOB);
    feishu.publishElsewhere(CLOSED_JOB, REFERRAL_CHANNEL);
    expect([await jobsOn(CAREERS.id), feishu.shownOn(CLOSED_JOB)]).toEqual([expect.not.arrayContaining([CLOSED_JOB]), [REFERRAL_CHANNEL]]);
  });

  it("what a channel has ever shown stays in its publish records", async () => {
    const records = async (channel: unknown) =>
      feishu.post(`${HIRE}/job_publish_records/search?page_size=100`, { job_channel_id: channel });
    await close(OPEN_JOB);
    const record = rows(await records(CAREERS.channelId)).find(({ id }) => id === POST);
    expect(record).toMatchObject({ job_id: OPEN_JOB, job_active_status: 2, job_sequence_info: { id: expect.any(String) }, currency: 1 });
    expect(rows(await records(REFERRAL_CHANNEL)).length).toBeGreaterThan(10);
    expect(rows(await records(AGENCY_CHANNEL))).toEqual([]);
    expect([(await records(undefined)).code, (await records(CAREERS.id)).code]).toEqual([99992402, 1002002]);
  });
});

describe("publishing an advertisement ([docs-mirror])", () => {
  it("puts it on the one channel that is named", async () => {
    await reopen(CLOSED_JOB);
    expect((await publish(jobPostId(1), CAREERS.channelId)).json).toEqual({ code: 0, msg: "ok", data: {} });
    expect(feishu.shownOn(CLOSED_JOB)).toEqual([CAREERS.channelId]);
    expect((await publish(jobPostId(1), REFERRAL_CHANNEL)).code).toBe(0);
    expect(feishu.shownOn(CLOSED_JOB)).toEqual([CAREERS.channelId, REFERRAL_CHANNEL].sort());
  });

  it("is refused for a closed job, an unknown channel or advertisement, and while the tenant does not sync through the API", async () => {
    const answers = [await publish(jobPostId(1), CAREERS.channelId), await publish(POST, CAREERS.id), await publish(jobPostId(99), "3")];
    answers.push(await publish(POST, undefined));
    feishu.knobs.syncThroughApi = false;
    answers.push(await publish(POST, CAREERS.channelId));
    expect(answers.map(({ code }) => code)).toEqual([1002609, 1002002, 1002624, 99992402, 1002613]);
    expect(feishu.shownOn(CLOSED_JOB)).toEqual([]);
  });
});

describe("the scopes and limits of posts ([docs-mirror])", () => {
  it.each([
    ["GET", "/websites", "hire:site:readonly", 10],
    ["GET", `/websites/${CAREERS.id}/job_posts`, "hire:site_job_post:readonly", 50],
    ["GET", `/websites/${CAREERS.id}/job_posts/${POST}`, "hire:site_job_post:readonly", 50],
    ["POST", `/websites/${CAREERS.id}/job_posts/search`, "hire:site_job_post:readonly", 50],
    ["POST", `/advertisements/${POST}/publish`, "hire:advertisement", 10],
  ])("%s %s takes %s and is called %d times a second", async (method, path, scope, max) => {
    const { json } = await feishu.token();
    const headers = { authorization: `Bearer ${json.tenant_access_token}` };
    const body = method === "POST" ? JSON.stringify({ job_channel_id: CAREERS.channelId }) : undefined;
    const call = () => feishu.send(method, `${HIRE}${path}`, { headers, body });
    for (let turn = 0; turn < max; turn += 1) expect((await call()).code).toBe(0);
    expect((await call()).code).toBe(99991400);
    feishu.knobs.scopes.delete(scope);
    expect((await call()).code).toBe(99991672);
  });

  it("are unknown paths where the knob takes the endpoints away", async () => {
    feishu.knobs.absent.add("hire.website.list");
    const answer = await feishu.get(`${HIRE}/websites`);
    expect([answer.status, answer.text]).toEqual([404, "404 page not found"]);
  });
});
