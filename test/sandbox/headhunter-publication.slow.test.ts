import { balanceOf, DISABLED_AREA_ID, sampleVacancyId, setBalance } from "../../src/sandbox/headhunter/index.js";
import { HeadHunterBench, list, MINUTE, newVacancy, record, refusal } from "./headhunter-support.js";

describe("Publishing a vacancy on the HeadHunter stand-in", () => {
  let bench: HeadHunterBench;

  beforeEach(async () => {
    bench = await new HeadHunterBench().open();
  });
  afterEach(() => bench.close());

  const publish = (changes: Record<string, unknown> = {}, query = "") =>
    bench.send("POST", `/vacancies${query}`, { body: newVacancy(changes) });

  it("answers 201 with a relative Location, and charges one publication", async () => {
    const before = balanceOf(bench.standIn.state, "standard");
    const answer = await publish({ code: "REQ-1", salary: { from: 90_000, currency: "RUR" } });
    expect(answer.status).toBe(201);
    const { id } = record(answer) as { id: string };
    expect(answer.headers.get("location")).toBe(`/vacancies/${id}`);
    expect(balanceOf(bench.standIn.state, "standard")).toBe(before - 1);
    expect(bench.standIn.state.paidPublications).toEqual([
      { kind: "publication", vacancyId: id, productId: "standard", by: "billing_type", at: bench.clock.now() },
    ]);
    expect(record(await bench.get(`/vacancies/${id}`))).toMatchObject({
      name: "Секретарь",
      code: "REQ-1",
      manager: { id: "321" },
      salary: { from: 90_000, to: null, currency: "RUR", gross: null },
      published_at: "2026-11-22T15:00:00+0300",
      expires_at: "2026-12-22T15:00:00+0300",
      approved: false,
      archived: false,
    });
  });

  it("takes a Moscow publication from the Moscow package first, and any other from the general one", async () => {
    const counts = () => bench.standIn.state.balance.standard.map((bought) => bought.count);
    await publish();
    expect(counts()).toEqual([9, 40]);
    await publish({ area: { id: "160" } });
    expect(counts()).toEqual([9, 39]);
  });

  it("refuses what is not paid for or over the manager's quota, and then charges and stores nothing", async () => {
    const { state } = bench.standIn;
    const vacancies = state.vacancies.size;
    setBalance(state, "standard", 0);
    expect(refusal(await publish())).toBe("403 vacancies/not_enough_purchased_services");
    setBalance(state, "standard", 3);
    state.quotas["321"] = { standard: 1 };
    expect((await publish()).status).toBe(201);
    expect(refusal(await publish({ name: "Повар" }))).toBe("403 vacancies/quota_exceeded");
    expect(balanceOf(state, "standard")).toBe(2);
    expect(state.vacancies.size).toBe(vacancies + 1);
    expect(refusal(await publish({ name: "Повар", billing_type: { id: "standard_plus" }, area: { id: "160" } }))).toBe(
      "403 vacancies/not_enough_purchased_services",
    );
  });

  it("refuses a second live vacancy of the same name and area with numeric ids, unless told to ignore it", async () => {
    const { id } = record(await publish()) as { id: string };
    const again = await publish();
    expect(again.status).toBe(403);
    expect(record(again).errors).toEqual([{ type: "vacancies", value: "duplicate", found: 1, items: [{ id: Number(id) }] }]);
    expect(bench.standIn.state.paidPublications).toHaveLength(1);
    expect((await publish({ area: { id: "2" } })).status).toBe(201);
    expect((await publish({}, "?ignore_duplicates=true")).status).toBe(201);
    expect(refusal(await publish({}, "?ignore_duplicates=1"))).toBe("403 vacancies/duplicate");
  });

  it("does not count an archived vacancy as a duplicate", async () => {
    const { id } = record(await publish()) as { id: string };
    await bench.send("PUT", `/employers/1455/vacancies/archived/${id}`);
    expect((await publish({ previous_id: id })).status).toBe(201);
  });

  it("names at most ten duplicates but counts them all", async () => {
    for (let turn = 0; turn < 12; turn += 1) await publish({}, "?ignore_duplicates=true");
    const [error] = record(await publish()).errors as { found: number; items: unknown[] }[];
    expect(error?.found).toBe(12);
    expect(error?.items).toHaveLength(10);
  });

  it("refuses a manager without the right to publish", async () => {
    const [caller] = bench.standIn.state.managers;
    if (caller !== undefined) caller.canPublish = false;
    expect(refusal(await publish({ name: "" }))).toBe("403 vacancies/creation_forbidden");
    expect((await bench.get("/employers/1455/managers/321/vacancies/available_types")).status).toBe(404);
  });

  it("serves the conditions that it validates by", async () => {
    const conditions = record(await bench.get("/vacancy_conditions"));
    expect(conditions.name).toEqual({ required: true, min_length: 0, max_length: 220 });
    expect(conditions.specializations).toEqual({ required: true, min_count: 1, max_count: null });
    bench.standIn.state.conditions["2021"].name = { required: true, min_length: 0, max_length: 5 };
    bench.standIn.state.conditions["2021"].code = { required: true };
    delete bench.standIn.state.conditions["2021"].specializations;
    expect(record(await bench.get("/vacancy_conditions")).name).toEqual({ required: true, min_length: 0, max_length: 5 });
    expect(refusal(await publish({ specializations: undefined }))).toBe("400 bad_json_data/name is_too_long, bad_json_data/code is_empty");
  });

  it("reports all field errors at once, under the type the knob names", async () => {
    const answer = await publish({ name: undefined, description: "short", area: { id: "113" }, salary: null });
    expect(refusal(answer)).toBe("400 bad_json_data/description is_too_short, bad_json_data/name is_empty");
    bench.standIn.knobs.fieldErrorType = "vacancies";
    expect(refusal(await publish({ description: "short" }))).toBe("400 vacancies/description is_too_short");
  });

  const text = newVacancy().description as string;
  const phone = { country: "7", city: "495", number: "1234567", comment: null };
  it.each<[string, Record<string, unknown>, string]>([
    ["a name of blanks", { name: "  " }, "name is_empty"],
    ["a name of 221 characters", { name: "я".repeat(221) }, "name is_too_long"],
    ["a description of 199 characters", { description: "я".repeat(199) }, "description is_too_short"],
    ["an e-mail in the description", { description: `${text} hr@example.com` }, "description email_in_description"],
    ["no specialization", { specializations: [] }, "specializations wrong_size"],
    ["31 key skills", { key_skills: Array.from({ length: 31 }, () => ({ name: "1С" })) }, "key_skills wrong_size"],
    ["a key skill as a bare string", { key_skills: ["1С"] }, "key_skills invalid /key_skills/0"],
    ["an area that has areas below it", { area: { id: "2019" } }, "area chosen_area_is_not_a_leaf_or_not_exist"],
    ["an unknown area", { area: { id: "999" } }, "area chosen_area_is_not_a_leaf_or_not_exist"],
    ["an area closed to publication", { area: { id: DISABLED_AREA_ID } }, "area chosen_area_is_not_a_leaf_or_not_exist"],
    ["an id that is a number", { area: { id: 1 } }, "area invalid"],
    ["an unknown type", { type: { id: "secret" } }, "type invalid"],
    ["an unknown billing type", { billing_type: { id: "standart" } }, "billing_type invalid"],
    [
      "a free vacancy that is closed",
      { type: { id: "closed" }, billing_type: { id: "free" } },
      "billing_type vacancy_type_employer_billing_type_mismatch",
    ],
    ["RUB for the rouble", { salary: { from: 1, currency: "RUB" } }, "salary currency_code_is_invalid /salary/currency"],
    ["a salary without a currency", { salary: { from: 1 } }, "salary currency_code_is_invalid /salary/currency"],
    ["a salary below zero", { salary: { from: -1, currency: "RUR" } }, "salary size_less_than_min /salary/from"],
    ["a salary past 32 bits", { salary: { to: 2_147_483_648, currency: "RUR" } }, "salary greater_than_max /salary/to"],
    ["a salary bound as a string", { salary: { from: "1", currency: "RUR" } }, "salary invalid /salary/from"],
    ["contacts without a name", { contacts: { phones: [phone] } }, "contacts is_empty /contacts/name"],
    ["contacts without phones", { contacts: { name: "Анна", email: "a@example.com" } }, "contacts is_empty /contacts/phones"],
    ["contacts that reach nobody", { contacts: { name: "Анна", phones: [] } }, "contacts is_empty"],
    ["three phones", { contacts: { name: "Анна", phones: [phone, phone, phone] } }, "contacts wrong_size /contacts/phones"],
    [
      "letters in the second phone's number",
      { contacts: { name: "Анна", phones: [phone, { ...phone, number: "12-AB-34" }] } },
      "contacts invalid /contacts/phones/1/number",
    ],
    ["a code of 51 characters", { code: "x".repeat(51) }, "code is_too_long"],
    ["a department id of 33 characters", { department: { id: "x".repeat(33) } }, "department is_too_long"],
    ["somebody else's department", { department: { id: "HH-9" } }, "department invalid"],
    ["an unknown address", { address: { id: "9" } }, "address address_is_disabled"],
    [
      "only the metro of an address without one",
      { address: { id: "124", show_metro_only: true } },
      "address address_has_no_metro_but_checked_show_metro_flag",
    ],
    [
      "only the metro of no address",
      { address: { id: "", show_metro_only: true } },
      "address address_is_empty_with_checked_show_metro_flag",
    ],
    ["a name for the employer of an open vacancy", { custom_employer_name: "банк" }, "custom_employer_name only_for_anonymous_type"],
    ["a response URL of an open vacancy", { response_url: "https://example.com/" }, "response_url only_for_direct_type"],
    ["a response URL that is none", { type: { id: "direct" }, response_url: "example.com" }, "response_url invalid"],
    [
      "the real employer in an anonymous vacancy",
      { type: { id: "anonymous" }, custom_employer_name: "ООО Хайрграф" },
      "custom_employer_name anonymous_vacancy_has_real_company_name",
    ],
    [
      "an address in an anonymous vacancy",
      { type: { id: "anonymous" }, address: { id: "123" } },
      "address anonymous_vacancy_contains_address",
    ],
    [
      "a department in an anonymous vacancy",
      { type: { id: "anonymous" }, department: { id: "HH-1455-TECH" } },
      "department department_code_prohibited_in_anonymous_vacancy",
    ],
    [
      "a branded anonymous vacancy",
      { type: { id: "anonymous" }, branded_template: { id: "marketing" } },
      "branded_template branded_template_prohibited_in_anonymous_vacancy",
    ],
    [
      "an unknown brand",
      { branded_template: { id: "x" } },
      "branded_template default_vacancy_branded_template_is_invalid_or_not_enough_purchased_services",
    ],
    ["an unknown test", { test: { id: "43" } }, "test invalid"],
    ["an unknown driving licence", { driver_license_types: [{ id: "Z" }] }, "driver_license_types invalid"],
    ["an unknown manager", { manager: { id: "999" } }, "manager invalid"],
    ["another employer", { employer: { id: "1" } }, "employer invalid"],
    ["a live vacancy as the previous one", { previous_id: sampleVacancyId(0) }, "previous_id invalid"],
    ["a flag as a word", { accept_kids: "yes" }, "accept_kids invalid"],
    ["a field no page knows", { colour: "red" }, "colour unexpected"],
  ])("refuses %s", async (_, changes, expected) => {
    expect(refusal(await publish(changes))).toBe(`400 bad_json_data/${expected}`);
    expect(bench.standIn.state.paidPublications).toHaveLength(0);
  });

  it("accepts a vacancy with every field of the page's sample", async () => {
    const answer = await publish({
      type: { id: "direct" },
      response_url: "https://example.com/apply",
      name: "я".repeat(220),
      description: "я".repeat(200),
      key_skills: [{ name: "Холодные продажи" }],
      schedule: { id: "flyInFlyOut" },
      experience: { id: "moreThan6" },
      employment: { id: "full" },
      employer: { id: "1455" },
      salary: { from: 100, to: 500, currency: "USD", gross: true },
      contacts: { name: "Отдел кадров", email: "hr@example.com", phones: [phone] },
      address: { id: "123", show_metro_only: true },
      manager: { id: "322" },
      test: { id: "42", required: true },
      branded_template: { id: "marketing" },
      driver_license_types: [{ id: "A" }],
      working_days: [{ id: "only_saturday_and_sunday" }],
      working_time_modes: null,
      accept_temporary: true,
    });
    expect(answer.status).toBe(201);
    expect(record(await bench.get(`/vacancies/${record(answer).id}`))).toMatchObject({
      manager: { id: "322" },
      test: { id: "42", required: true },
      schedule: { id: "flyInFlyOut", name: "Вахтовый метод" },
      working_days: [{ id: "only_saturday_and_sunday", name: "По субботам и воскресеньям" }],
      working_time_modes: null,
      address: { show_metro_only: true, metro_stations: [{ station_id: "6.8" }] },
      branded_template: { id: "marketing" },
    });
  });

  it("accepts 14-year-olds only where the employer may", async () => {
    bench.standIn.knobs.acceptKidsAllowed = false;
    expect(refusal(await publish({ accept_kids: true }))).toBe("400 bad_json_data/accept_kids can_not_accept_kids");
  });

  it("cannot read a body that is not a JSON object sent as JSON", async () => {
    expect(refusal(await bench.send("POST", "/vacancies", { body: "{" }))).toBe("400 bad_request");
    expect(refusal(await bench.send("POST", "/vacancies", { body: [] }))).toBe("400 bad_request");
    const form = { body: JSON.stringify(newVacancy()), headers: { "content-type": "text/plain" } };
    expect(refusal(await bench.send("POST", "/vacancies", form))).toBe("400 bad_request");
  });

  it("passes moderation after its delay, and shows in the list after its lag", async () => {
    bench.standIn.knobs.listLagMs = 2 * MINUTE;
    const { id } = record(await publish()) as { id: string };
    const search = `/employers/1455/vacancies/active?text=${encodeURIComponent("секретарь")}`;
    expect(list(await bench.get(search)).found).toBe(0);
    bench.clock.jump(2 * MINUTE);
    expect(list(await bench.get(search)).found).toBe(1);
    bench.clock.jump(8 * MINUTE - 1);
    expect(record(await bench.get(`/vacancies/${id}`)).approved).toBe(false);
    bench.clock.jump(1);
    expect(record(await bench.get(`/vacancies/${id}`)).approved).toBe(true);
  });
});
