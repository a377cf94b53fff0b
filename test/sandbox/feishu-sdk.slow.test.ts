import { type Cache, Client, LoggerLevel } from "@larksuiteoapi/node-sdk";
import {
  coreJobId,
  coreVersionId,
  type HireJob,
  hireJobId,
  jobPostId,
  OPEN,
  REFERRAL_CHANNEL,
  WEBSITES,
} from "../../src/sandbox/feishu/index.js";
import { CREDENTIALS, type Feishu, startFeishu } from "./feishu-support.js";

const OPEN_JOB = hireJobId(0);
const CLOSED_JOB = hireJobId(1);
const proxyExceptions = process.env.NO_PROXY;

let feishu: Feishu;
beforeEach(async () => {
  // The SDK's HTTP client would send even loopback requests through a proxy of the environment.
  process.env.NO_PROXY = "127.0.0.1";
  feishu = await startFeishu();
});
afterEach(async () => {
  if (proxyExceptions === undefined) delete process.env.NO_PROXY;
  else process.env.NO_PROXY = proxyExceptions;
  await feishu.running.close();
});

/** The SDK's own cache is shared by all clients of a process, so each gets its own here. */
function ownCache(): Cache {
  const kept = new Map<string | symbol, unknown>();
  return {
    get: async (key) => kept.get(key as string | symbol),
    set: async (key, value) => {
      kept.set(key as string | symbol, value);
      return true;
    },
  };
}

function client(appSecret = CREDENTIALS.app_secret): Client {
  const silent = () => {};
  return new Client({
    appId: CREDENTIALS.app_id,
    appSecret,
    domain: feishu.running.origin,
    cache: ownCache(),
    loggerLevel: LoggerLevel.error,
    logger: { error: silent, warn: silent, info: silent, debug: silent, trace: silent },
  });
}

const never = { is_never_expired: true };

describe("Feishu's official SDK against the stand-in", () => {
  it("reopens and closes a job, with one token for both", async () => {
    const sdk = client();
    const opened = await sdk.hire.v1.job.open({
      path: { job_id: CLOSED_JOB },
      data: { is_never_expired: false, expiry_time: 1830259120000 },
    });
    expect(opened).toEqual({ code: 0, msg: "ok", data: {} });
    expect(feishu.state.hireJobs.get(CLOSED_JOB)).toMatchObject({ activeStatus: OPEN, expiresAt: 1830259120000 });
    expect(await sdk.hire.v1.job.close({ path: { job_id: CLOSED_JOB } })).toEqual({ code: 0, msg: "ok", data: {} });
    expect(feishu.state.tokenRequests).toBe(1);
    expect(feishu.state.calls.get("hire.job.open")).toBe(1);
  });

  it("lists jobs page by page, although it sends a body with GET", async () => {
    const sdk = client();
    const codes: (string | undefined)[] = [];
    let page_token: string | undefined;
    do {
      const { data } = await sdk.hire.v1.job.list({ params: { page_size: 20, page_token } });
      codes.push(...(data?.items ?? []).map((item) => item.code));
      page_token = data?.page_token;
    } while (page_token !== undefined);
    expect(new Set(codes).size).toBe(60);
    expect(feishu.running.requests.filter(({ method }) => method === "GET").map(({ rawBody }) => rawBody)).toEqual(["{}", "{}", "{}"]);
  });

  it("gets a job, its detail and its recruiter", async () => {
    const sdk = client();
    const path = { job_id: OPEN_JOB };
    const { data: got } = await sdk.hire.v1.job.get({ path });
    expect(got?.job).toMatchObject({ id: OPEN_JOB, code: "REQ-1001", active_status: 1, recruitment_type: { zh_name: "社招全职" } });
    const { data: detail } = await sdk.hire.v1.job.getDetail({ path });
    expect(detail?.job_detail?.basic_info).toMatchObject({ id: OPEN_JOB, code: "REQ-1001", active_status: 1 });
    const { data: people } = await sdk.hire.v1.job.recruiter({ path, params: { user_id_type: "union_id" } });
    expect(people?.info).toMatchObject({ id: OPEN_JOB, recruiter_id: expect.stringMatching(/^on_/) });
  });

  it("reads the timeline, the catalogue and single entries of CoreHR", async () => {
    const sdk = client();
    const asked = { job_ids: [coreJobId(4)], start_date: "2022-01-01", end_date: "2023-01-01", fields: ["job_name", "effective_date"] };
    const { msg, data } = await sdk.corehr.v2.job.queryMultiTimeline({ data: asked });
    expect(msg).toBe("success");
    const rows = (data?.items ?? []).flatMap((item) => item.job_version_data ?? []);
    expect(rows.map((row) => [row.job_id, row.job_version_id, row.effective_date]).sort()).toEqual([
      [coreJobId(4), coreVersionId(4, 2), "2021-03-15"],
      [coreJobId(4), coreVersionId(4, 3), "2022-04-19"],
    ]);
    expect(rows[0]?.job_names?.map((name) => name.lang)).toEqual(["zh-CN", "en-US"]);

    const { data: listed } = await sdk.corehr.v2.job.list({ params: { page_size: "5" } });
    expect(listed?.items).toHaveLength(5);
    const { data: one } = await sdk.corehr.v2.job.get({ path: { job_id: coreJobId(0) } });
    expect(one?.job).toMatchObject({ id: coreJobId(0), code: "REQ-1001" });
    const { data: batch } = await sdk.corehr.v2.job.batchGet({ data: { job_codes: ["REQ-1001"], fields: ["code"] } });
    expect(batch?.items).toEqual([{ id: coreJobId(0), code: "REQ-1001" }]);
    const { data: changes } = await sdk.corehr.v2.job.queryRecentChange({
      params: { page_size: 10, start_date: "2026-11-01 00:00:00", end_date: "2026-11-22 00:00:00" },
    });
    expect(changes).toMatchObject({ job_ids: [], has_more: false });
  });

  it("filters the list by recruiters, department and update time", async () => {
    const sdk = client();
    const { department, recruiter } = feishu.state.hireJobs.get(OPEN_JOB) as HireJob;
    const mine = [...feishu.state.hireJobs.values()].filter((job) => job.department.id === department.id && job.recruiter === recruiter);
    const { data: people } = await sdk.hire.v1.job.recruiter({ path: { job_id: OPEN_JOB } });
    const recruiter_id_list = [people?.info?.recruiter_id ?? "", "ou_nobody"];
    const below = { department_id: department.parent?.openId, with_sub_department: true, page_size: 20 };
    const within = await sdk.hire.v1.job.list({ params: { ...below, recruiter_id_list } });
    expect(within.data?.items?.map(({ id }) => id)).toEqual(expect.arrayContaining(mine.map(({ id }) => id)));
    const { data } = await sdk.hire.v1.job.list({ params: { department_id: department.openId, recruiter_id_list, page_size: 20 } });
    expect(data?.items?.map(({ id }) => id).sort()).toEqual(mine.map(({ id }) => id).sort());

    await feishu.clock.advance(1000);
    feishu.editHireJob(OPEN_JOB, { headCount: 9 });
    const changed = await sdk.hire.v1.job.list({ params: { update_start_time: String(feishu.clock.now()) } });
    expect(changed.data?.items).toMatchObject([{ id: OPEN_JOB, head_count: 9 }]);
  });

  it("gets tags, addresses, requirements and stores of a job", async () => {
    const { data } = await client().hire.v1.job.getDetail({ path: { job_id: hireJobId(13) } });
    expect(data?.job_detail).toMatchObject({
      basic_info: { storefront_mode: 2 },
      tag_list: [{ order: 1 }],
      address_list: [{ country: { code: "CN_1" } }],
      job_requirement_list: [{ short_code: "JR1014" }],
      storefront_list: [{ active_status: 1 }],
    });
  });

  it("tells what websites show, before and after a job is reopened and published", async () => {
    const sdk = client();
    const { data: sites } = await sdk.hire.v1.website.list({ params: {} });
    const { id: website_id = "", job_channel_id } = sites?.items?.[0] ?? {};
    expect([website_id, job_channel_id]).toEqual([WEBSITES[0]?.id, WEBSITES[0]?.channelId]);
    const path = { website_id };
    const shown = async () =>
      (await sdk.hire.v1.websiteJobPost.search({ path, data: { update_start_time: String(feishu.clock.now()) } })).data;
    await feishu.clock.advance(1000);
    await sdk.hire.v1.job.open({ path: { job_id: CLOSED_JOB }, data: never });
    expect((await shown())?.items).toEqual([]);
    await sdk.hire.v1.advertisement.publish({ path: { advertisement_id: jobPostId(1) }, data: { job_channel_id } });
    expect((await shown())?.items).toMatchObject([{ id: jobPostId(1), job_id: CLOSED_JOB, job_active_status: OPEN }]);
    const { data: listed } = await sdk.hire.v1.websiteJobPost.list({ path, params: { page_size: 1 } });
    expect(listed).toMatchObject({ items: [{ id: jobPostId(1) }], has_more: true });
    const { data: one } = await sdk.hire.v1.websiteJobPost.get({ path: { website_id, job_post_id: jobPostId(1) } });
    expect(one?.job_post).toMatchObject({ job_code: "REQ-1002", headcount: expect.any(Number) });
    const { data: records } = await sdk.hire.v1.jobPublishRecord.search({ data: { job_channel_id: REFERRAL_CHANNEL } });
    expect(records?.items).toHaveLength(10);
  });

  it("tells deleted CoreHR jobs apart among the changed ones", async () => {
    feishu.editCoreJob(coreJobId(0), { code: "REQ-EDITED" });
    feishu.deleteCoreJob(coreJobId(1));
    await feishu.clock.advance(2000);
    const params = { page_size: 2000, start_date: "2026-11-22 00:00:00", end_date: "2026-11-22 00:00:00" };
    const { data } = await client().corehr.v2.job.queryRecentChange({ params });
    expect(data).toEqual({ job_ids: [coreJobId(0), coreJobId(1)], deleted_job_ids: [coreJobId(1)], has_more: false });
  });

  it("rejects once the month's number is spent, with a token in hand", async () => {
    feishu.knobs.monthlyCalls = 1;
    const sdk = client();
    await sdk.hire.v1.job.list({ params: {} });
    await expect(sdk.hire.v1.job.list({ params: {} })).rejects.toMatchObject({ response: { status: 400, data: { code: 99991403 } } });
  });

  it.each([
    ["an open job", () => client().hire.v1.job.open({ path: { job_id: OPEN_JOB }, data: never }), 400, 1002616],
    ["a missing job", () => client().hire.v1.job.get({ path: { job_id: "6960663240925956555" } }), 404, 1002601],
    ["too many ids", () => client().corehr.v2.job.queryMultiTimeline({ data: tooMany }), 400, 99992402],
  ])("rejects for %s with the status and code of the answer", async (_what, call, status, code) => {
    await expect(call()).rejects.toMatchObject({ response: { status, data: { code } } });
  });

  it("rejects for a revoked token with HTTP 400 and keeps the token, as it does with the vendor", async () => {
    const sdk = client();
    await sdk.hire.v1.job.list({ params: {} });
    feishu.revokeTokens();
    const call = () => sdk.hire.v1.job.list({ params: {} });
    await expect(call()).rejects.toMatchObject({ response: { status: 400, data: { code: 99991663 } } });
    await expect(call()).rejects.toMatchObject({ response: { status: 400, data: { code: 99991663 } } });
    expect(feishu.state.tokenRequests).toBe(1);
  });

  it("sees the limit's headers", async () => {
    feishu.knobs.limits["hire.job.open"] = [{ max: 0, windowMs: 1000 }];
    const call = client().hire.v1.job.open({ path: { job_id: CLOSED_JOB }, data: never });
    const headers = { "x-ogw-ratelimit-limit": "0", "x-ogw-ratelimit-reset": "1", "x-tt-logid": expect.any(String) };
    await expect(call).rejects.toMatchObject({ response: { status: 429, headers, data: { code: 99991400 } } });
  });

  it("throws the token endpoint's refusal of a wrong secret, which has HTTP 200", async () => {
    await expect(client("guess").hire.v1.job.list({ params: {} })).rejects.toThrow(/10014/);
    expect(feishu.state.calls.get("hire.job.list")).toBeUndefined();
  });
});

const tooMany = { job_ids: Array<string>(11).fill(coreJobId(0)), start_date: "2024-01-01", end_date: "2025-01-01" };
