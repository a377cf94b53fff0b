import { balanceOf, sampleVacancyId, setBalance, specialVacancyId } from "../../src/sandbox/headhunter/index.js";
import { HeadHunterBench, MINUTE, newVacancy, record, refusal } from "./headhunter-support.js";

const ORDINARY = sampleVacancyId(5);
const UNMODERATED = specialVacancyId("unmoderated");

describe("Editing on the HeadHunter stand-in", () => {
  let bench: HeadHunterBench;

  beforeEach(async () => {
    bench = await new HeadHunterBench().open();
  });
  afterEach(() => bench.close());

  const put = (id: string, body: unknown, query = "") => bench.send("PUT", `/vacancies/${id}${query}`, { body });
  const view = async (id: string) => record(await bench.get(`/vacancies/${id}`));

  it("changes only the fields it is sent", async () => {
    const before = await view(ORDINARY);
    expect(await put(ORDINARY, { code: "REQ-9", schedule: { id: "remote" } })).toMatchObject({ status: 204, body: undefined });
    expect(await view(ORDINARY)).toEqual({ ...before, code: "REQ-9", schedule: { id: "remote", name: "Удаленная работа" } });
  });

  it("replaces a composite field as a whole", async () => {
    expect((await view(ORDINARY)).salary).toMatchObject({ from: 1_550, to: 3_050 });
    await put(ORDINARY, { salary: { currency: "EUR", from: 2_000 } });
    expect((await view(ORDINARY)).salary).toEqual({ from: 2_000, to: null, currency: "EUR", gross: null });
    await put(ORDINARY, { salary: null });
    expect((await view(ORDINARY)).salary).toBeNull();
  });

  it("cannot clear a required field", async () => {
    expect(refusal(await put(ORDINARY, { description: null }))).toBe("400 bad_json_data/description is_empty");
    expect(refusal(await put(ORDINARY, { specializations: [] }))).toBe("400 bad_json_data/specializations wrong_size");
  });

  it("validates a part by the same conditions, with the type the vacancy has", async () => {
    expect(refusal(await put(ORDINARY, { code: "x".repeat(51) }))).toBe("400 bad_json_data/code is_too_long");
    expect(refusal(await put(ORDINARY, { response_url: "https://example.com" }))).toBe(
      "400 bad_json_data/response_url only_for_direct_type",
    );
    const direct = specialVacancyId("direct");
    expect((await put(direct, { response_url: "https://example.com/new" })).status).toBe(204);
    expect((await view(direct)).response_url).toBe("https://example.com/new");
    expect(refusal(await put(specialVacancyId("anonymous"), { address: { id: "123" } }))).toBe(
      "400 bad_json_data/address anonymous_vacancy_contains_address",
    );
  });

  it("leaves area and type as they were published", async () => {
    expect(refusal(await put(ORDINARY, { area: { id: "2" } }))).toBe("400 bad_json_data/area unexpected");
    expect(refusal(await put(ORDINARY, { type: { id: "closed" }, code: "x" }))).toBe("400 bad_json_data/type unexpected");
  });

  it("locks the name once moderation has passed", async () => {
    expect((await put(UNMODERATED, { name: "Архивариус" })).status).toBe(204);
    bench.clock.jump(5 * MINUTE);
    expect(refusal(await put(UNMODERATED, { name: "Библиотекарь" }))).toBe("400 bad_json_data/name can_not_edit_vacancy_after_moderation");
    expect((await put(UNMODERATED, { name: "Архивариус", code: "new" })).status).toBe(204);
    expect((await view(UNMODERATED)).name).toBe("Архивариус");
  });

  it("refuses a name that makes it a duplicate, unless told to ignore it", async () => {
    const area = { id: bench.standIn.state.vacancies.get(UNMODERATED)?.areaId };
    const created = await bench.send("POST", "/vacancies", { body: newVacancy({ area }) });
    const answer = await put(UNMODERATED, { name: "Секретарь" });
    expect(record(answer).errors).toEqual([
      { type: "vacancies", value: "duplicate", found: 1, items: [{ id: Number(record(created).id) }] },
    ]);
    expect((await put(UNMODERATED, { name: "Секретарь" }, "?ignore_duplicates=true")).status).toBe(204);
  });

  it("warns of a replacement by knob, and accepts it with ignore_replacement_warning", async () => {
    bench.standIn.knobs.replacementWarning = "by-default";
    expect((await put(ORDINARY, { code: "same text" })).status).toBe(204);
    const rewritten = { description: newVacancy().description };
    expect(refusal(await put(ORDINARY, rewritten))).toBe("403 vacancies/replacement");
    expect((await put(ORDINARY, rewritten, "?ignore_replacement_warning=true")).status).toBe(204);
  });

  it("refuses every edit of an archived vacancy", async () => {
    for (const id of [sampleVacancyId(6), sampleVacancyId(8)]) {
      expect(refusal(await put(id, { code: "x", manager: { id: "322" } }))).toBe("403 vacancies/unavailable_for_archived");
    }
  });

  it("answers 404 for a vacancy that the caller may not manage", async () => {
    expect(refusal(await put(specialVacancyId("foreign"), { code: "x" }))).toBe("404 not_found");
    expect(refusal(await put("1", { code: "x" }))).toBe("404 not_found");
  });

  it("requires a separate request each for billing type and manager", async () => {
    const before = await view(ORDINARY);
    for (const body of [
      { manager: { id: "322" }, code: "x" },
      { billing_type: { id: "premium" }, code: "x" },
      { billing_type: { id: "premium" }, manager: { id: "322" } },
    ]) {
      expect(refusal(await put(ORDINARY, body))).toBe("403 vacancies/conflict_changes");
    }
    expect(await view(ORDINARY)).toEqual(before);
    expect(bench.standIn.state.paidUpgrades).toHaveLength(0);
  });

  it("hands a vacancy to another manager", async () => {
    expect((await put(ORDINARY, { manager: { id: "322" } })).status).toBe(204);
    expect((await view(ORDINARY)).manager).toEqual({ id: "322" });
    expect(refusal(await put(ORDINARY, { manager: { id: "999" } }))).toBe("400 bad_json_data/manager invalid");
    expect(refusal(await put(ORDINARY, { manager: null }))).toBe("400 bad_json_data/manager is_empty");
  });

  it("charges an upgrade of the billing type as a publication of that type", async () => {
    const [standard, premium] = [balanceOf(bench.standIn.state, "standard"), balanceOf(bench.standIn.state, "premium")];
    expect((await put(ORDINARY, { billing_type: { id: "premium" } })).status).toBe(204);
    expect(balanceOf(bench.standIn.state, "premium")).toBe(premium - 1);
    expect(balanceOf(bench.standIn.state, "standard")).toBe(standard);
    expect(bench.standIn.state.paidUpgrades).toEqual([
      { kind: "upgrade", vacancyId: ORDINARY, from: "standard", productId: "premium", by: "billing_type", at: bench.clock.now() },
    ]);
    expect(await view(ORDINARY)).toMatchObject({ billing_type: { id: "premium" }, premium: true, can_upgrade_billing_type: false });
  });

  it("upgrades only upwards, within what the vacancy's type allows and what is paid for", async () => {
    const reason = (told: string) => `400 bad_json_data/billing_type ${told}`;
    expect(refusal(await put(ORDINARY, { billing_type: { id: "standard" } }))).toBe(reason("value_conflict_with_business_rules"));
    expect(refusal(await put(ORDINARY, { billing_type: { id: "free" } }))).toBe(reason("value_conflict_with_business_rules"));
    expect(refusal(await put(ORDINARY, { billing_type: { id: "gold" } }))).toBe(reason("invalid"));
    expect(refusal(await put(specialVacancyId("direct"), { billing_type: { id: "premium" } }))).toBe(
      reason("vacancy_type_employer_billing_type_mismatch"),
    );
    setBalance(bench.standIn.state, "premium", 0);
    expect(refusal(await put(ORDINARY, { billing_type: { id: "premium" } }))).toBe("403 vacancies/not_enough_purchased_services");
    expect((await view(ORDINARY)).billing_type).toMatchObject({ id: "standard" });
    expect(bench.standIn.state.paidUpgrades).toHaveLength(0);
  });

  it("lists possible upgrades in the form of 2021, and why the others are not", async () => {
    bench.standIn.knobs.upgradesEdition = "2021";
    setBalance(bench.standIn.state, "standard_plus", 0);
    expect(record(await bench.get(`/vacancies/${ORDINARY}/upgrades`)).items).toMatchObject([
      { vacancy_billing_type: { id: "standard_plus" }, actions: [], without_action: { reason: "not_enough_purchased_services" } },
      { vacancy_billing_type: { id: "premium" }, actions: [{ type: "direct_upgrade" }], without_action: null },
    ]);
    expect(record(await bench.get(`/vacancies/${specialVacancyId("premium")}/upgrades`)).items).toEqual([]);
  });
});
