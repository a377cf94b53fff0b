import { CLOSED, type HireJob, hireJobId, OPEN } from "../../src/sandbox/feishu/index.js";
import { REQUISITIONS } from "../../src/sandbox/world.js";
import { type Feishu, HIRE_JOBS, startFeishu } from "./feishu-support.js";

type Row = Record<string, unknown>;

const OPEN_JOB = hireJobId(0);
const CLOSED_JOB = hireJobId(1);
const UNKNOWN = "6960663240925956555";
const DAY = 86_400_000;

let feishu: Feishu;
beforeEach(async () => {
  feishu = await startFeishu();
});
afterEach(() => feishu.running.close());

const stored = (id: string): HireJob => {
  const job = feishu.state.hireJobs.get(id);
  if (job === undefined) throw new Error(`No job ${id}`);
  return job;
};
const reopen = (body: unknown, id = CLOSED_JOB) => feishu.post(`${HIRE_JOBS}/${id}/open`, body);
const close = (id: string) => feishu.post(`${HIRE_JOBS}/${id}/close`);
const list = async (query = "") => {
  const answer = await feishu.get(`${HIRE_JOBS}?${query}`);
  return { ...answer, items: (answer.data.items ?? []) as Row[] };
};

describe("reopening a job", () => {
  it("answers with empty data and leaves the job open without an end, its postings still down", async () => {
    const answer = await reopen({ is_never_expired: true });
    expect([answer.status, answer.json]).toEqual([200, { code: 0, msg: "ok", data: {} }]);
    expect(stored(CLOSED_JOB)).toMatchObject({
      activeStatus: OPEN,
      expiresAt: undefined,
      updatedAt: feishu.clock.now(),
    });
    expect(feishu.shownOn(CLOSED_JOB)).toEqual([]);
  });

  it("keeps the end date it was given, and ignores one where the job is never to expire", async () => {
    const end = feishu.clock.now() + 1;
    expect((await reopen({ is_never_expired: false, expiry_time: end })).code).toBe(0);
    expect(stored(CLOSED_JOB).expiresAt).toBe(end);
    expect((await reopen({ is_never_expired: true, expiry_time: end }, hireJobId(4))).code).toBe(0);
    expect(stored(hireJobId(4)).expiresAt).toBeUndefined();
  });

  it.each([
    ["missing", {}, "is_never_expired is required"],
    ["no boolean", { is_never_expired: "true" }, "is_never_expired must be a boolean"],
  ])("names is_never_expired as the violated field where it is %s", async (_what, body, description) => {
    const answer = await reopen(body);
    expect([answer.status, answer.code, answer.msg]).toEqual([400, 99992402, "field validation failed"]);
    expect(answer.error.field_violations).toEqual([{ field: "is_never_expired", description }]);
  });

  it.each([
    ["is missing", () => undefined],
    ["is now", (now: number) => now],
    ["is in seconds, and so long past", (now: number) => Math.floor(now / 1000) + 9999],
    ["is a string", (now: number) => String(now + DAY)],
    ["is no whole number", (now: number) => now + DAY + 0.5],
    ["is null", () => null],
  ])("refuses as Hire's own parameter error an expiry_time that %s", async (_what, expiry) => {
    const answer = await reopen({ is_never_expired: false, expiry_time: expiry(feishu.clock.now()) });
    expect([answer.status, answer.code]).toEqual([400, 1002002]);
    expect(stored(CLOSED_JOB).activeStatus).toBe(CLOSED);
  });

  it("refuses a job that is open, one that does not exist and an id that is no number, each with HTTP 400", async () => {
    const answers = [await reopen({ is_never_expired: true }, OPEN_JOB), await reopen({ is_never_expired: true }, UNKNOWN)];
    answers.push(await reopen({ is_never_expired: true }, "abc"));
    expect(answers.map((answer) => [answer.status, answer.code])).toEqual([
      [400, 1002616],
      [400, 1002601],
      [400, 1002002],
    ]);
  });

  it("is made once: a repetition after a lost answer finds the job open", async () => {
    feishu.running.faults.arm({ kind: "drop-after", times: 1, path: "/open$" });
    await expect(reopen({ is_never_expired: true })).rejects.toThrow();
    expect((await reopen({ is_never_expired: true })).code).toBe(1002616);
  });
});

describe("closing a job", () => {
  it("answers with empty data and takes its postings down", async () => {
    expect(feishu.shownOn(OPEN_JOB)).not.toEqual([]);
    expect((await close(OPEN_JOB)).json).toEqual({ code: 0, msg: "ok", data: {} });
    expect(stored(OPEN_JOB)).toMatchObject({ activeStatus: CLOSED, updatedAt: feishu.clock.now() });
    expect(feishu.shownOn(OPEN_JOB)).toEqual([]);
  });

  it("takes no body at all, refuses a closed job and one that does not exist", async () => {
    const { json } = await feishu.token();
    const headers = { authorization: `Bearer ${json.tenant_access_token}` };
    expect((await feishu.send("POST", `${HIRE_JOBS}/${OPEN_JOB}/close`, { headers })).code).toBe(0);
    const answers = [await close(OPEN_JOB), await close(UNKNOWN)];
    expect(answers.map((answer) => [answer.status, answer.code])).toEqual([
      [400, 1002609],
      [400, 1002601],
    ]);
  });

  it("is refused, like reopening, while the tenant does not sync jobs through the API; reading is not", async () => {
    feishu.knobs.syncThroughApi = false;
    const answers = [await close(OPEN_JOB), await reopen({ is_never_expired: true })];
    expect(answers.map((answer) => [answer.status, answer.code])).toEqual([
      [400, 1002613],
      [400, 1002613],
    ]);
    expect((await list()).code).toBe(0);
  });
});

describe("a job whose expiry passes", () => {
  it("closes by itself at that moment, can no longer be closed and can be reopened", async () => {
    const end = feishu.clock.now() + 1000;
    await reopen({ is_never_expired: false, expiry_time: end });
    feishu.publishElsewhere(CLOSED_JOB);
    await feishu.pass(999);
    expect((await feishu.get(`${HIRE_JOBS}/${CLOSED_JOB}`)).data.job).toMatchObject({ active_status: 1, expiry_time: end });
    await feishu.pass(1);
    const read = (await feishu.get(`${HIRE_JOBS}/${CLOSED_JOB}`)).data.job;
    expect(read).toMatchObject({ active_status: 2, update_time: end, expiry_timestamp: String(end) });
    expect(feishu.shownOn(CLOSED_JOB)).toEqual([]);
    expect((await close(CLOSED_JOB)).code).toBe(1002609);
    expect((await reopen({ is_never_expired: true })).code).toBe(0);
  });

  it("stays open where the knob says so", async () => {
    feishu.knobs.closeExpired = false;
    await reopen({ is_never_expired: false, expiry_time: feishu.clock.now() + 1000 });
    await feishu.pass(5000);
    expect((await close(CLOSED_JOB)).code).toBe(0);
  });
});

describe("the list of jobs", () => {
  it("has ten rows by default, open and closed, in the flat form", async () => {
    const { items, data } = await list();
    expect(items).toHaveLength(10);
    expect(new Set(items.map((item) => item.active_status))).toEqual(new Set([OPEN, CLOSED]));
    expect(items.every((item) => !("customized_data_list" in item) && "expiry_time" in item === "expiry_timestamp" in item)).toBe(true);
    expect(data.has_more).toBe(true);
  });

  it("leads through all sixty jobs by opaque tokens, with none on the last page", async () => {
    const seen: unknown[] = [];
    let token = "";
    do {
      const { items, data } = await list(`page_size=20&page_token=${encodeURIComponent(token)}`);
      seen.push(...items.map((item) => item.code));
      token = String(data.page_token ?? "");
      expect(data.has_more).toBe(token !== "");
      if (token !== "") expect(token).toMatch(/^[A-Za-z0-9+/]+={1,2}$/);
    } while (token !== "");
    expect([...seen].sort()).toEqual(REQUISITIONS.slice(0, 60).map(({ code }) => code));
  });

  it("has the latest change first", async () => {
    await feishu.pass(1000);
    await close(OPEN_JOB);
    const times = (await list()).items.map((item) => Number(item.update_time));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect((await list("page_size=1")).items).toMatchObject([{ id: OPEN_JOB, active_status: 2 }]);
  });

  it("has only jobs updated from update_start_time to update_end_time, both included", async () => {
    const at = stored(OPEN_JOB).updatedAt;
    const ids = async (query: string) => (await list(`page_size=20&${query}`)).items.map((item) => item.id);
    expect(await ids(`update_start_time=${at}&update_end_time=${at}`)).toEqual([OPEN_JOB]);
    expect(await ids(`update_start_time=${at + 1}&update_end_time=${at + 1}`)).toEqual([]);
    expect(await ids(`update_end_time=${at - 1}`)).not.toContain(OPEN_JOB);
  });

  it.each(["page_size=0", "page_size=21", "page_size=ten", "user_id_type=email", "job_level_id_type=level"])(
    "refuses %s",
    async (query) => {
      const answer = await list(query);
      expect([answer.status, answer.code]).toEqual([400, 99992402]);
      expect(answer.error.field_violations).toMatchObject([{ field: query.split("=")[0] }]);
    },
  );

  it.each(["page_token=abc", "page_token=YWJjZA==", "update_start_time=yesterday", "update_end_time=1.5"])(
    "answers %s as a parameter error of Hire",
    async (query) => {
      const answer = await list(query);
      expect([answer.status, answer.code]).toEqual([400, 1002002]);
    },
  );
});

describe("one job", () => {
  it("is flat, with paired names, times in both forms, and custom fields", async () => {
    const { data, msg } = await feishu.get(`${HIRE_JOBS}/${hireJobId(12)}`);
    expect(msg).toBe("ok");
    const createdAt = Date.parse("2025-03-07T02:00:00Z");
    expect(data.job).toMatchObject({
      id: hireJobId(12),
      code: "REQ-1013",
      title: "产品经理",
      recruitment_type: { id: "101", zh_name: "社招全职", en_name: "Full-time", active_status: 1 },
      department: { id: expect.stringMatching(/^od-/), zh_name: "工程部", en_name: "Engineering" },
      city: { city_code: expect.any(String), zh_name: "莫斯科", en_name: "Moscow" },
      city_list: [{ name: { zh_cn: "莫斯科", en_us: "Moscow" } }, { name: { zh_cn: "远程", en_us: "Remote" } }],
      active_status: 1,
      process_type: 1,
      process_en_name: "Social process",
      head_count: 1,
      create_time: createdAt,
      create_timestamp: String(createdAt),
      expiry_time: 1830259120000,
      expiry_timestamp: "1830259120000",
      customized_data_list: [
        { object_type: 1, value: { content: expect.any(String) } },
        { object_type: 3, value: { option: {} } },
      ],
    });
  });

  it("has a detail with names as objects, times as strings only, and people", async () => {
    const { data } = await feishu.get(`${HIRE_JOBS}/${hireJobId(12)}/get_detail`);
    const detail = data.job_detail as { basic_info: Row };
    expect(detail).toMatchObject({
      basic_info: {
        id: hireJobId(12),
        recruitment_type: { name: { zh_cn: "社招全职", en_us: "Full-time" } },
        process_name: { zh_cn: "社招流程", en_us: "Social process" },
        create_time: String(Date.parse("2025-03-07T02:00:00Z")),
        expiry_time: "1830259120000",
        storefront_mode: 1,
      },
      recruiter: { id: expect.stringMatching(/^ou_/), name: { zh_cn: "招聘专员3", en_us: "Recruiter 3" } },
      hiring_manager_list: [{ id: expect.stringMatching(/^ou_/) }],
    });
    for (const gone of ["city", "create_timestamp", "expiry_timestamp", "create_user_id", "process_en_name"]) {
      expect(detail.basic_info).not.toHaveProperty(gone);
    }
  });

  it("names its recruiter, managers and assistants by the requested kind of id", async () => {
    const info = async (query: string) => (await feishu.get(`${HIRE_JOBS}/${OPEN_JOB}/recruiter${query}`)).data.info as Row;
    expect(await info("")).toEqual({
      id: OPEN_JOB,
      recruiter_id: expect.stringMatching(/^ou_/),
      hiring_manager_id_list: [expect.stringMatching(/^ou_/)],
      assistant_id_list: [expect.stringMatching(/^ou_/), expect.stringMatching(/^ou_/)],
    });
    expect((await info("?user_id_type=union_id")).recruiter_id).toMatch(/^on_/);
    expect((await info("?user_id_type=user_id")).recruiter_id).toMatch(/^[0-9a-f]{8}$/);
  });

  it("has its level, family and department by the requested type of id, a retiring one by default", async () => {
    const ids = async (query: string) => {
      const job = (await feishu.get(`${HIRE_JOBS}/${OPEN_JOB}?${query}`)).data.job as Record<string, { id: string }>;
      return [job.min_job_level?.id, job.max_job_level?.id, job.job_category?.id, job.department?.id];
    };
    const before = await ids("");
    const after = await ids("job_level_id_type=job_level_id&job_family_id_type=job_family_id&department_id_type=department_id");
    expect(before.map((id, index) => id === after[index])).toEqual([false, false, false, false]);
  });

  it.each([
    ["", 404],
    ["/get_detail", 404],
    ["/recruiter", 400],
  ])("that does not exist is 1002601 on %s with HTTP %d, an id that is no number 400 and 1002002", async (rest, status) => {
    const missing = await feishu.get(`${HIRE_JOBS}/${UNKNOWN}${rest}`);
    const malformed = await feishu.get(`${HIRE_JOBS}/12a${rest}`);
    expect([missing.status, missing.code, malformed.status, malformed.code]).toEqual([status, 1002601, 400, 1002002]);
  });
});

it("the sample has open jobs with an end to come, closed ones with a past end, and names in one language only", () => {
  const jobs = [...feishu.state.hireJobs.values()];
  const now = feishu.clock.now();
  expect(jobs.filter((job) => job.activeStatus === OPEN && job.expiresAt !== undefined && job.expiresAt > now).length).toBeGreaterThan(3);
  expect(jobs.filter((job) => job.activeStatus === CLOSED && job.expiresAt !== undefined && job.expiresAt < now).length).toBeGreaterThan(3);
  expect(jobs.filter((job) => job.activeStatus === CLOSED && job.expiresAt === undefined).length).toBeGreaterThan(3);
  expect(jobs.some((job) => job.recruitmentType.name.en === undefined)).toBe(true);
  expect(jobs.every((job) => /^\d{19}$/.test(job.id))).toBe(true);
  expect(new Set(jobs.map((job) => job.id)).size).toBe(60);
});
