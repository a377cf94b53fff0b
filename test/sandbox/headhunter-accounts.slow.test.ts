import { addManagers, SECOND_EMPLOYER, sampleVacancyId, specialVacancyId, todayKnobs } from "../../src/sandbox/headhunter/index.js";
import { HeadHunterBench, ids, list, record, refusal } from "./headhunter-support.js";

const ACTIVE = "/employers/1455/vacancies/active";

describe("Several accounts and managers on the HeadHunter stand-in", () => {
  let bench: HeadHunterBench;

  beforeEach(async () => {
    bench = await new HeadHunterBench({ knobs: todayKnobs() }).open();
  });
  afterEach(() => bench.close());

  const second = { headers: { "x-manager-account-id": "9002" } };
  const activeOf = (...managerIds: string[]) =>
    new Set(
      [...bench.standIn.state.vacancies.values()]
        .filter((vacancy) => managerIds.includes(vacancy.managerId) && vacancy.archivedAt === null)
        .map(({ id }) => id),
    );
  const listed = async (query: string) => {
    const pages = [];
    for (let page = 0; page < 2; page += 1) pages.push(...ids(await bench.get(`${ACTIVE}?per_page=50&page=${page}&${query}`)));
    return new Set(pages);
  };

  it("work at another employer under the header of another account", async () => {
    expect(record(await bench.get("/me", second))).toMatchObject({ employer: { id: "2180" }, manager: { id: "901" } });
    expect(new Set(ids(await bench.get("/employers/2180/vacancies/active", second)))).toEqual(activeOf(SECOND_EMPLOYER.managerId));
    expect((await bench.get("/employers/2180/vacancies/active")).status).toBe(404);
    expect((await bench.get("/employers/2180/vacancies/archived")).status).toBe(403);
    expect((await bench.get(ACTIVE, second)).status).toBe(404);
    const theirs = sampleVacancyId(90);
    expect((await bench.get(`/vacancies/${theirs}/prolongate`)).status).toBe(404);
    expect((await bench.get(`/vacancies/${theirs}/prolongate`, second)).status).toBe(200);
    expect(list(await bench.get("/employers/2180/managers", second)).items).toMatchObject([{ id: "901" }]);
  });

  it("list the accounts, and which one is used", async () => {
    expect(record(await bench.get("/manager_accounts/mine"))).toEqual({
      primary_account_id: "9001",
      current_account_id: "9001",
      is_primary_account_blocked: false,
      items: [
        { id: "9001", employer: { id: "1455", name: "Хайрграф" } },
        { id: "9002", employer: { id: "2180", name: "Хайрграф Север" } },
      ],
    });
    expect(refusal(await bench.get("/manager_accounts/mine", { headers: { "x-manager-account-id": "1" } }))).toBe(
      "403 manager_extra_accounts/manager_extra_account_not_found",
    );
  });

  it("refuse a blocked account, and tell the accounts that are allowed", async () => {
    bench.standIn.knobs.blockedAccounts = ["9001"];
    expect(record(await bench.get(ACTIVE)).errors).toEqual([
      {
        type: "manager_accounts",
        value: "used_manager_account_forbidden",
        allowed_accounts: [{ id: "9002", employer: { id: "2180", name: "Хайрграф Север" } }],
      },
    ]);
    expect((await bench.get("/me", second)).status).toBe(200);
    expect(record(await bench.get("/manager_accounts/mine"))).toMatchObject({ is_primary_account_blocked: true });
  });

  it("list the active vacancies of one manager, of several, or of all that are shared with the caller", async () => {
    expect(await listed("")).toEqual(activeOf("321"));
    expect(await listed("manager_ids=322,323")).toEqual(activeOf("322", "323"));
    expect(await listed("all_accessible=true")).toEqual(activeOf("321", "322", "323", "324"));
    expect(await listed("all_accessible=true")).not.toContain(specialVacancyId("foreign"));
    expect(await listed("all_accessible=false")).toEqual(activeOf("321"));
    const { items } = list(await bench.get(`${ACTIVE}?manager_ids=322`));
    expect(items[0]?.manager).toEqual({ id: "322", first_name: "Менеджер", last_name: "Второй", middle_name: null });
  });

  it("narrow any scope to a department", async () => {
    const { vacancies } = bench.standIn.state;
    const found = await listed("all_accessible=true&department_id=HH-1455-FIN");
    const expected = [...activeOf("321", "322", "323", "324")].filter((id) => vacancies.get(id)?.fields.department?.id === "HH-1455-FIN");
    expect(found).toEqual(new Set(expected));
    expect(found.size).toBeGreaterThan(0);
    expect(refusal(await bench.get(`${ACTIVE}?department_id=HH-9`))).toBe("400 bad_argument/department_id invalid");
  });

  it.each([
    ["manager_id=321&manager_ids=322", "400 bad_argument/manager_ids invalid"],
    ["manager_id=321&all_accessible=true", "400 bad_argument/all_accessible invalid"],
    ["manager_ids=322&all_accessible=true", "400 bad_argument/all_accessible invalid"],
    ["manager_ids=", "400 bad_argument/manager_ids invalid"],
    ["all_accessible=yes", "400 bad_argument/all_accessible invalid"],
    ["manager_ids=322,325", "404 not_found"],
    ["manager_ids=322,999", "404 not_found"],
    ["manager_ids=901", "404 not_found"],
  ])("refuse %s", async (query, expected) => {
    expect(refusal(await bench.get(`${ACTIVE}?${query}`))).toBe(expected);
  });

  it("pass over the newer parameters by knob, and always in the archive and the bin", async () => {
    for (const name of ["archived", "hidden"]) {
      const path = `/employers/1455/vacancies/${name}`;
      expect(ids(await bench.get(`${path}?all_accessible=true`))).toEqual(ids(await bench.get(path)));
      expect(ids(await bench.get(`${path}?manager_id=322`))).not.toEqual(ids(await bench.get(path)));
    }
    bench.standIn.knobs.activeScopes = false;
    expect(await listed("all_accessible=true")).toEqual(activeOf("321"));
  });

  it("have pages of two hundred managers at most", async () => {
    addManagers(bench.standIn.state, 200);
    const path = "/employers/1455/managers";
    const first = list(await bench.get(path));
    expect(first).toMatchObject({ found: 205, pages: 2, per_page: 200 });
    expect(list(await bench.get(`${path}?page=1`)).items).toHaveLength(5);
    expect((await bench.get(`${path}?per_page=201`)).status).toBe(400);
  });
});

describe("Other sites and languages on the HeadHunter stand-in", () => {
  let bench: HeadHunterBench;

  beforeEach(async () => {
    bench = await new HeadHunterBench({ knobs: todayKnobs() }).open();
  });
  afterEach(() => bench.close());

  it("link to the site of the group that is named, and leave the API's own addresses", async () => {
    const path = `/vacancies/${sampleVacancyId(1)}`;
    const told = record(await bench.get(`${path}?host=rabota.by&locale=EN`));
    expect(told).toMatchObject({ alternate_url: `https://rabota.by/vacancy/${sampleVacancyId(1)}`, url: `https://api.hh.ru${path}` });
    expect(told.type).toEqual({ id: "open", name: "Open" });
    expect(bench.running?.requests.at(-1)?.query).toBe("host=rabota.by&locale=EN");
    expect(refusal(await bench.get(`${path}?host=example.com`))).toBe("400 bad_argument/host invalid");
    expect(refusal(await bench.get(`${path}?locale=XX`))).toBe("400 bad_argument/locale invalid");
  });
});

describe("Prolongation of today on the HeadHunter stand-in", () => {
  let bench: HeadHunterBench;

  beforeEach(async () => {
    bench = await new HeadHunterBench({ knobs: todayKnobs() }).open();
  });
  afterEach(() => bench.close());

  const prolong = (id: string) => bench.send("POST", `/vacancies/${id}/prolongate`);

  it("knows no seven days for standard_plus, but the minute", async () => {
    const id = specialVacancyId("standardPlusTooEarly");
    expect(await bench.prolongation(id)).toBe("enabled");
    expect((await prolong(id)).status).toBe(204);
    expect(refusal(await prolong(id))).toBe("403 vacancies/too_early");
    bench.standIn.knobs.standardPlusProlongation = "never";
    expect(await bench.prolongation(id)).toBe("standard_plus_cannot_be_closed");
    expect(refusal(await prolong(id))).toBe("403 vacancies/prolongation_forbidden");
  });

  it("refuses a vacancy for any reason by knob, one that no page knows too", async () => {
    const id = sampleVacancyId(1);
    bench.standIn.knobs.prolongationRefusals = { [id]: { reason: "reason_of_tomorrow", error: "not_premoderated" } };
    expect(await bench.prolongation(id)).toBe("reason_of_tomorrow");
    expect(refusal(await prolong(id))).toBe("403 vacancies/not_premoderated");
  });
});
