import type { ChangeInputs } from "../../../../src/datasources/contract/catalog.js";
import { balanceOf } from "../../../../src/sandbox/headhunter/index.js";
import { HeadHunterWorld, HOUR, KNOWN_ACCOUNT, MINUTE, SECOND, vacancyId } from "../support.js";

function newVacancy(changes: Partial<ChangeInputs["publishVacancy"]> = {}): ChangeInputs["publishVacancy"] {
  const { headhunter, ...rest } = changes;
  return {
    name: "Секретарь",
    description: `<p>${"Работа с документами. ".repeat(12)}</p>`,
    code: "REQ-9001",
    headhunter: { areaId: "1", typeId: "open", billingTypeId: "standard", specializationIds: ["17.324"], ...headhunter },
    ...rest,
  };
}

let world: HeadHunterWorld;
beforeEach(async () => {
  world = await new HeadHunterWorld({ env: KNOWN_ACCOUNT }).open();
});
afterEach(() => world.close());

describe("publishVacancy", () => {
  const published = () => world.standIn.state.paidPublications;
  const posts = () => world.running.requests.filter(({ method }) => method === "POST");

  it("sends the input in HeadHunter's form, and returns the new vacancy's id", async () => {
    const before = balanceOf(world.standIn.state, "standard");
    const answer = await world.make(
      "publishVacancy",
      newVacancy({
        salary: { from: 100, currency: "RUR" },
        headhunter: {
          keySkills: ["1С"],
          contacts: { name: "Иван", email: "hr@example.com" },
          addressId: "123",
          showMetroOnly: true,
          acceptKids: false,
        },
      }),
    );
    expect(answer).toMatchObject({ operation: { outcome: "APPLIED", targetId: null }, userErrors: [] });
    expect(answer.result.vacancyId).toBe(vacancyId(published()[0]?.vacancyId ?? ""));
    expect(world.bodies()).toEqual([
      {
        name: "Секретарь",
        description: expect.any(String),
        code: "REQ-9001",
        area: { id: "1" },
        type: { id: "open" },
        billing_type: { id: "standard" },
        specializations: [{ id: "17.324" }],
        key_skills: [{ name: "1С" }],
        salary: { from: 100, to: null, currency: "RUR" },
        contacts: { name: "Иван", email: "hr@example.com", phones: [] },
        address: { id: "123", show_metro_only: true },
        accept_kids: false,
      },
    ]);
    expect(balanceOf(world.standIn.state, "standard")).toBe(before - 1);
  });

  it("is refused by HeadHunter's field rules before it is sent, with the path and the input field", async () => {
    const { userErrors, operation } = await world.make("publishVacancy", {
      name: "x".repeat(221),
      description: "short",
      code: "c".repeat(51),
      headhunter: {
        areaId: "1",
        typeId: "open",
        billingTypeId: "standard",
        specializationIds: [],
        departmentId: "d".repeat(33),
        responseUrl: "ftp://example.com",
        contacts: { name: "A", phones: [{ country: "7", city: "495", number: "12" }] },
        keySkills: Array.from({ length: 31 }, (_, index) => `skill ${index}`),
      },
    });
    expect(userErrors.map(({ code, field }) => [code, field?.join(".")])).toEqual([
      ["INVALID_INPUT", "code"],
      ["INVALID_INPUT", "headhunter.contacts.phones.0.number"],
      ["INVALID_INPUT", "headhunter.departmentId"],
      ["INVALID_INPUT", "description"],
      ["INVALID_INPUT", "headhunter.keySkills"],
      ["INVALID_INPUT", "name"],
      ["INVALID_INPUT", "headhunter.responseUrl"],
      ["INVALID_INPUT", "headhunter.specializationIds"],
    ]);
    expect(userErrors[1]?.message).toContain("contacts.phones.number must be at least 4 characters long");
    expect(operation?.outcome).toBe("NOT_APPLIED");
    expect(posts()).toEqual([]);
  });

  it("names missing required fields", async () => {
    const { userErrors } = await world.make("publishVacancy", { ...newVacancy(), headhunter: { areaId: "1" } });
    expect(userErrors.map(({ message }) => message.split(" ")[0])).toEqual(["billing_type", "specializations", "type"]);
    expect(userErrors[0]).toMatchObject({ field: ["headhunter", "billingTypeId"], message: expect.stringContaining("is required") });
  });

  it("checks the bounds of numbers and of their fields, as newer pages have them", async () => {
    const bounds = { required: false, min_value: 10, max_value: 2_147_483_647 };
    const json = { salary: { required: false, fields: { from: bounds, to: bounds } } };
    world.running.faults.arm({ kind: "status", path: "/vacancy_conditions$", status: 200, json });
    const { userErrors } = await world.make("publishVacancy", newVacancy({ salary: { from: 9, to: 2_147_483_648, currency: "RUR" } }));
    expect(userErrors).toMatchObject([
      { code: "INVALID_INPUT", field: ["salary", "from"], message: expect.stringContaining("salary.from must be at least 10") },
      { code: "INVALID_INPUT", field: ["salary", "to"], message: expect.stringContaining("salary.to must be at most 2147483647") },
    ]);
    expect(posts()).toEqual([]);
  });

  it("is not sent for a manager whose vacancies HeadHunter does not show, since it could not be verified", async () => {
    const answer = await world.make("publishVacancy", newVacancy({ headhunter: { managerId: "777" } }));
    expect(answer.userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["headhunter", "managerId"] }]);
    expect(posts()).toEqual([]);
  });

  it("shows HeadHunter's request id where only the body of the refusal has it", async () => {
    const json = { request_id: "15d5f", errors: [{ type: "vacancies", value: "creation_forbidden" }] };
    world.running.faults.arm({ kind: "status", method: "POST", status: 403, times: 1, json });
    expect((await world.make("publishVacancy", newVacancy())).operation).toMatchObject({ vendorRequestId: "15d5f" });
  });

  it("reads the rules once for several publications, and again when they are old", async () => {
    const rules = () => world.running.requests.filter(({ path }) => path === "/vacancy_conditions").length;
    await world.make("publishVacancy", newVacancy({ name: "Первая" }));
    await world.make("publishVacancy", newVacancy({ name: "Вторая" }));
    expect(rules()).toBe(1);
    world.clock.pass(10 * MINUTE);
    await world.make("publishVacancy", newVacancy({ name: "Третья" }));
    expect(rules()).toBe(2);
  });

  it("shows HeadHunter's refusals at the input's fields", async () => {
    world.standIn.knobs.acceptKidsAllowed = false;
    const { userErrors } = await world.make(
      "publishVacancy",
      newVacancy({ description: `<p>${"Пишите на hr@example.com. ".repeat(12)}</p>`, headhunter: { areaId: "113", acceptKids: true } }),
    );
    expect(userErrors).toMatchObject([
      { code: "INVALID_INPUT", field: ["description"], vendorCode: "email_in_description" },
      { code: "INVALID_INPUT", field: ["headhunter", "acceptKids"], vendorCode: "can_not_accept_kids" },
      { code: "INVALID_INPUT", field: ["headhunter", "areaId"], vendorCode: "chosen_area_is_not_a_leaf_or_not_exist" },
    ]);
  });

  it("names the duplicate that HeadHunter has, and pays for a second vacancy only with ignoreDuplicates", async () => {
    const first = await world.make("publishVacancy", newVacancy());
    world.clock.pass(MINUTE);
    const again = await world.make("publishVacancy", newVacancy({ code: "other" }));
    expect(again).toMatchObject({ operation: { outcome: "NOT_APPLIED" }, userErrors: [{ code: "DUPLICATE", vendorCode: "duplicate" }] });
    expect(again.userErrors[0]?.message).toContain(first.result.vacancyId);
    expect(posts().map(({ query }) => query)).toEqual(["", ""]);
    const forced = await world.make("publishVacancy", newVacancy({ code: "other", headhunter: { ignoreDuplicates: true } }));
    expect(forced.operation?.outcome).toBe("APPLIED");
    expect(posts().at(-1)?.query).toBe("ignore_duplicates=true");
    expect(published()).toHaveLength(2);
  });

  it("leaves duplicates to HeadHunter, however soon after the first publication", async () => {
    const first = await world.make("publishVacancy", newVacancy());
    world.clock.pass(1);
    const again = await world.make("publishVacancy", newVacancy());
    expect(again.userErrors).toMatchObject([
      { code: "DUPLICATE", message: expect.stringContaining(first.result.vacancyId ?? "no id") as unknown },
    ]);
    world.clock.pass(1);
    const forced = newVacancy({ headhunter: { ignoreDuplicates: true } });
    expect((await world.make("publishVacancy", forced)).operation?.outcome).toBe("APPLIED");
    // From here on nothing at HeadHunter would keep it from being paid for again.
    world.clock.pass(SECOND);
    expect((await world.make("publishVacancy", forced)).userErrors).toMatchObject([{ code: "CONFLICT", retryable: true }]);
    world.clock.pass(1);
    expect((await world.make("publishVacancy", forced)).operation?.outcome).toBe("APPLIED");
    expect(published()).toHaveLength(3);
  });

  it.each([
    ["not_enough_purchased_services", "NOT_ENOUGH_CREDIT"],
    ["quota_exceeded", "QUOTA_EXCEEDED"],
    ["creation_forbidden", "FORBIDDEN"],
  ])("shows %s as %s", async (value, code) => {
    world.running.faults.arm({ kind: "status", method: "POST", status: 403, times: 1, json: { errors: [{ type: "vacancies", value }] } });
    expect((await world.make("publishVacancy", newVacancy())).userErrors).toMatchObject([{ code, vendorCode: value }]);
  });

  it("is found after a lost answer by name, area and code, and never sent again", async () => {
    world.running.faults.arm({ kind: "drop-after", method: "POST", times: 1 });
    const answer = await world.make("publishVacancy", newVacancy());
    expect(answer).toMatchObject({ operation: { outcome: "APPLIED" }, result: { vacancyId: vacancyId(published()[0]?.vacancyId ?? "") } });
    expect(posts()).toHaveLength(1);
  });

  it("is found where HeadHunter's search does not find its name", async () => {
    world.running.faults.arm({ kind: "status", path: "/active$", status: 200, times: 1, json: { found: 0, items: [] } });
    world.running.faults.arm({ kind: "drop-after", method: "POST", times: 1 });
    expect((await world.make("publishVacancy", newVacancy({ name: "NOT курьер!" }))).operation?.outcome).toBe("APPLIED");
    const lists = world.running.requests
      .filter(({ path }) => path.endsWith("/active"))
      .map(({ query }) => new URLSearchParams(query).get("text"));
    expect(lists).toEqual(["NOT курьер!", null]);
  });

  it("is found where it was archived before it was verified", async () => {
    world.running.faults.arm({ kind: "drop-after", method: "POST", times: 1 });
    world.running.faults.arm({ kind: "status", path: "/active$", status: 500, skip: 1, times: 3 });
    expect((await world.make("publishVacancy", newVacancy())).operation?.outcome).toBe("UNCERTAIN");
    const { vacancyId: id = "none" } = published()[0] ?? {};
    world.held(id).archivedAt = world.clock.now();
    expect(await world.lookAgain(HOUR)).toMatchObject({ outcome: "APPLIED", result: JSON.stringify({ vacancyId: vacancyId(id) }) });
  });

  it.each([403, 404])("stays uncertain where it is not live and the manager may not see the archive (%d)", async (status) => {
    world.running.faults.arm({ kind: "drop-before", method: "POST", times: 1 });
    await world.make("publishVacancy", newVacancy());
    world.running.faults.arm({ kind: "status", path: "/archived$", status, json: { errors: [{ type: "not_found" }] } });
    expect((await world.lookAgain(10 * MINUTE))?.outcome).toBe("UNCERTAIN");
  });

  it("is found among the live vacancies without a right for the archive", async () => {
    world.running.faults.arm({ kind: "status", path: "/archived$", status: 404, json: { errors: [{ type: "not_found" }] } });
    world.running.faults.arm({ kind: "drop-after", method: "POST", times: 1 });
    expect((await world.make("publishVacancy", newVacancy())).operation?.outcome).toBe("APPLIED");
  });

  it("is settled as not made only after ten minutes in which it does not show", async () => {
    world.standIn.knobs.listLagMs = 5 * MINUTE;
    world.running.faults.arm({ kind: "drop-after", method: "POST", times: 1 });
    expect((await world.make("publishVacancy", newVacancy())).operation?.outcome).toBe("UNCERTAIN");
    expect((await world.lookAgain(4 * MINUTE))?.outcome).toBe("UNCERTAIN");
    expect((await world.lookAgain(MINUTE))?.outcome).toBe("APPLIED");
    world.running.faults.arm({ kind: "drop-before", method: "POST", times: 1 });
    await world.make("publishVacancy", newVacancy({ name: "Другая" }));
    expect((await world.lookAgain(10 * MINUTE - SECOND))?.outcome).toBe("UNCERTAIN");
    expect((await world.lookAgain(SECOND))?.outcome).toBe("NOT_APPLIED");
    expect(published()).toHaveLength(1);
  });

  it("is not settled by a vacancy from before, or by one of another code", async () => {
    await world.make("publishVacancy", newVacancy());
    world.clock.pass(MINUTE);
    world.running.faults.arm({ kind: "drop-before", method: "POST", times: 1 });
    await world.make("publishVacancy", newVacancy({ headhunter: { ignoreDuplicates: true } }));
    await world.make("publishVacancy", newVacancy({ code: "another", headhunter: { ignoreDuplicates: true } }));
    expect((await world.lookAgain(11 * MINUTE))?.outcome).toBe("NOT_APPLIED");
    expect(published()).toHaveLength(2);
  });

  it("is not settled by a vacancy published long before that the search had missed", async () => {
    await world.make("publishVacancy", newVacancy());
    world.clock.pass(HOUR);
    world.running.faults.arm({ kind: "status", path: "/active$", status: 200, times: 1, json: { found: 0, items: [] } });
    world.running.faults.arm({ kind: "drop-before", method: "POST", times: 1 });
    await world.make("publishVacancy", newVacancy({ headhunter: { ignoreDuplicates: true } }));
    expect((await world.lookAgain(11 * MINUTE))?.outcome).toBe("NOT_APPLIED");
    expect(published()).toHaveLength(1);
  });

  it("is not settled by another publication's vacancy that the list shows late", async () => {
    world.standIn.knobs.listLagMs = 5 * MINUTE;
    const first = await world.make("publishVacancy", newVacancy());
    world.clock.pass(MINUTE);
    world.running.faults.arm({ kind: "drop-before", method: "POST", times: 1 });
    const lost = await world.make("publishVacancy", newVacancy({ headhunter: { ignoreDuplicates: true } }));
    expect([first.operation?.outcome, lost.operation?.outcome]).toEqual(["APPLIED", "UNCERTAIN"]);
    expect(await world.lookAgain(11 * MINUTE)).toMatchObject({ outcome: "NOT_APPLIED", result: "{}" });
    expect(published()).toHaveLength(1);
  });

  it("is not sent while one with the same name, area and code is open, whatever its text", async () => {
    world.running.faults.arm({ kind: "drop-before", method: "POST", times: 1 });
    await world.make("publishVacancy", newVacancy());
    const inputs = [newVacancy({ headhunter: { ignoreDuplicates: true } }), newVacancy({ description: "b".repeat(250) })];
    for (const input of inputs) {
      expect((await world.make("publishVacancy", input)).userErrors).toMatchObject([{ code: "CONFLICT", retryable: true }]);
    }
    expect(posts()).toHaveLength(1);
    expect((await world.make("publishVacancy", newVacancy({ code: "another" }))).operation?.outcome).toBe("APPLIED");
  });

  it("pays once for two requests at the same time, even with ignoreDuplicates", async () => {
    const input = newVacancy({ headhunter: { ignoreDuplicates: true } });
    const answers = await Promise.all([world.make("publishVacancy", input), world.make("publishVacancy", input)]);
    expect(answers.map(({ operation }) => operation?.outcome).sort()).toEqual(["APPLIED", "NOT_APPLIED"]);
    expect(published()).toHaveLength(1);
  });
});
