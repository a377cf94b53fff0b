import type { ChangeInputs } from "../../../../src/datasources/contract/catalog.js";
import { sampleVacancyId } from "../../../../src/sandbox/headhunter/index.js";
import { requestOf } from "../../../support/requests.js";
import { DAY, HeadHunterWorld, KNOWN_ACCOUNT, SOURCE, vacancyId } from "../support.js";

const ACTIVE = sampleVacancyId(1);
const ARCHIVED = sampleVacancyId(6);
const DELETED = sampleVacancyId(8);

let world: HeadHunterWorld;
beforeEach(async () => {
  world = await new HeadHunterWorld({ env: KNOWN_ACCOUNT }).open();
});
afterEach(() => world.close());

describe("updateVacancy", () => {
  const update = (input: Omit<ChangeInputs["updateVacancy"], "id">, id = ACTIVE) =>
    world.make("updateVacancy", { id: vacancyId(id), ...input });

  it("sends only the changed fields, composite fields whole", async () => {
    const answer = await update({
      code: "new",
      salary: { to: 500, currency: "USD", gross: false },
      headhunter: { specializationIds: ["3.148"] },
    });
    expect(answer).toMatchObject({ operation: { outcome: "APPLIED" }, userErrors: [], result: { vacancyId: vacancyId(ACTIVE) } });
    expect(world.bodies()).toEqual([
      { code: "new", salary: { from: null, to: 500, currency: "USD", gross: false }, specializations: [{ id: "3.148" }] },
    ]);
    expect(world.held(ACTIVE).fields).toMatchObject({ code: "new", name: "Аналитик данных" });
  });

  it("completes the address and the test from the vacancy, since HeadHunter replaces them whole", async () => {
    world.held(ACTIVE).fields.address = { id: "123", show_metro_only: false };
    world.held(ACTIVE).fields.test = { id: "42", required: true };
    await update({ headhunter: { showMetroOnly: true, testRequired: false } });
    expect(world.bodies()).toEqual([{ address: { id: "123", show_metro_only: true }, test: { id: "42", required: false } }]);
  });

  it.each(["areaId", "typeId", "billingTypeId", "managerId"])(
    "refuses %s, which cannot be edited, without asking HeadHunter",
    async (field) => {
      const { userErrors } = await update({ code: "x", headhunter: { [field]: "1" } });
      expect(userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["headhunter", field] }]);
      expect(world.running.requests).toEqual([]);
    },
  );

  it("refuses an empty edit, one for another board, one of an archived or deleted vacancy, and one against the rules", async () => {
    expect((await update({})).userErrors).toMatchObject([{ code: "INVALID_INPUT", message: expect.stringContaining("Nothing to change") }]);
    expect((await update({ linkedin: {} })).userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["linkedin"] }]);
    for (const [id, where] of [
      [ARCHIVED, "in the archive"],
      [DELETED, "deleted"],
    ] as const) {
      const { userErrors } = await update({ code: "x" }, id);
      expect(userErrors).toMatchObject([{ code: "CONFLICT", message: expect.stringContaining(`The vacancy is ${where};`) }]);
    }
    expect((await update({ code: "x" }, "5")).userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
    expect((await update({ description: "short" })).userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["description"] }]);
    expect(world.bodies()).toEqual([]);
  });

  it("shows HeadHunter's reasons", async () => {
    expect((await update({ name: "Новое имя" })).userErrors).toMatchObject([
      { code: "INVALID_INPUT", field: ["name"], vendorCode: "can_not_edit_vacancy_after_moderation" },
    ]);
  });

  it("settles an edit whose answer was lost as made where the vacancy shows it, and as not made otherwise", async () => {
    world.running.faults.arm({ kind: "drop-after", method: "PUT", times: 1 });
    expect((await update({ code: "lost", headhunter: { keySkills: ["a", "b"] } })).operation?.outcome).toBe("APPLIED");
    world.running.faults.arm({ kind: "drop-before", method: "PUT", times: 1 });
    expect((await update({ code: "never" })).operation).toMatchObject({ outcome: "NOT_APPLIED" });
    expect(world.held(ACTIVE).fields.code).toBe("lost");
  });
});

describe("updateVacancy, whose answer was lost", () => {
  it.each([
    ["was made where the description moved: HeadHunter may have tidied it up", "<p>Tidied up.</p>", "APPLIED"],
    ["was not made where the description stands as it was", undefined, "NOT_APPLIED"],
  ])("%s", async (_, description, outcome) => {
    const now = { id: ACTIVE, name: "Аналитик данных", description: description ?? world.held(ACTIVE).fields.description };
    world.running.faults.arm({ kind: "drop-before", method: "PUT", times: 1 });
    world.running.faults.arm({ kind: "status", method: "GET", path: `/vacancies/${ACTIVE}$`, skip: 1, status: 200, json: now });
    const input = { id: vacancyId(ACTIVE), description: `<p>${"What is asked for. ".repeat(20)}</p>` };
    expect((await world.make("updateVacancy", input)).operation?.outcome).toBe(outcome);
  });

  it("stays uncertain where HeadHunter's answer lacks all changed fields", async () => {
    world.running.faults.arm({ kind: "drop-before", method: "PUT", times: 1 });
    const json = { id: ACTIVE, name: "Аналитик данных" };
    world.running.faults.arm({ kind: "status", method: "GET", path: `/vacancies/${ACTIVE}$`, skip: 1, status: 200, json });
    const input = { id: vacancyId(ACTIVE), headhunter: { scheduleId: "shift" } };
    expect((await world.make("updateVacancy", input)).operation?.outcome).toBe("UNCERTAIN");
    expect((await world.lookAgain(DAY))?.outcome).toBe("UNCERTAIN");
    world.running.faults.clear();
    expect((await world.lookAgain(DAY))?.outcome).toBe("NOT_APPLIED");
  });
});

describe("reassignVacancy", () => {
  const reassign = (managerId: string, id = ACTIVE) => world.make("reassignVacancy", { id: vacancyId(id), managerId });

  it("sends the manager alone", async () => {
    expect((await reassign("322")).operation?.outcome).toBe("APPLIED");
    expect(world.bodies()).toEqual([{ manager: { id: "322" } }]);
    expect(world.held(ACTIVE).managerId).toBe("322");
  });

  it("is not sent for the manager who has the vacancy, and refuses an unknown manager", async () => {
    expect((await reassign("321")).userErrors).toMatchObject([{ code: "CONFLICT", field: ["managerId"] }]);
    expect((await reassign("777")).userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["managerId"] }]);
  });

  it("is settled by the vacancy's manager after a lost answer, and stays uncertain where the vacancy is not shown any more", async () => {
    world.running.faults.arm({ kind: "drop-after", method: "PUT", times: 1 });
    expect((await reassign("322")).operation?.outcome).toBe("APPLIED");
    world.running.faults.arm({ kind: "drop-after", method: "PUT", times: 1 });
    expect((await reassign("325")).operation?.outcome).toBe("UNCERTAIN");
    expect((await world.lookAgain(DAY))?.outcome).toBe("UNCERTAIN");
  });
});

describe("closeVacancy, deleteVacancy and restoreVacancy", () => {
  const close = (id: string) => world.make("closeVacancy", { id: vacancyId(id) });
  const remove = (id: string) => world.make("deleteVacancy", { id: vacancyId(id) });
  const restore = (id: string) => world.make("restoreVacancy", { id: vacancyId(id) });

  it("take one read and one request each", async () => {
    expect((await close(ACTIVE)).operation?.outcome).toBe("APPLIED");
    expect((await remove(ACTIVE)).operation?.outcome).toBe("APPLIED");
    expect((await restore(ACTIVE)).operation?.outcome).toBe("APPLIED");
    expect(world.asked()).toEqual([
      `GET /vacancies/${ACTIVE}`,
      `PUT /employers/1455/vacancies/archived/${ACTIVE}`,
      `GET /vacancies/${ACTIVE}`,
      `PUT /employers/1455/vacancies/hidden/${ACTIVE}`,
      `GET /vacancies/${ACTIVE}`,
      `DELETE /employers/1455/vacancies/hidden/${ACTIVE}`,
    ]);
    expect(world.held(ACTIVE)).toMatchObject({ hidden: false, archivedAt: expect.any(Number) });
  });

  it("are not sent where the vacancy's state forbids them", async () => {
    expect((await close(ARCHIVED)).userErrors).toMatchObject([{ code: "ALREADY_CLOSED", message: expect.stringContaining("archive") }]);
    expect((await close(DELETED)).userErrors).toMatchObject([{ code: "ALREADY_CLOSED", message: expect.stringContaining("deleted") }]);
    expect((await remove(ACTIVE)).userErrors).toMatchObject([{ code: "CONFLICT", message: expect.stringContaining("Close it first") }]);
    expect((await remove(DELETED)).userErrors).toMatchObject([{ code: "CONFLICT" }]);
    expect((await restore(ARCHIVED)).userErrors).toMatchObject([{ code: "CONFLICT" }]);
    expect((await close("12")).userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
    expect(world.asked().every((request) => request.startsWith("GET"))).toBe(true);
  });

  it.each([
    ["closeVacancy", ACTIVE],
    ["deleteVacancy", ARCHIVED],
    ["restoreVacancy", DELETED],
  ] as const)("settle a lost %s by the vacancy's state", async (kind, id) => {
    world.running.faults.arm({ kind: "drop-before", path: "/employers/", times: 1 });
    expect((await world.make(kind, { id: vacancyId(id) })).operation?.outcome).toBe("NOT_APPLIED");
    world.running.faults.arm({ kind: "drop-after", path: "/employers/", times: 1 });
    expect((await world.make(kind, { id: vacancyId(id) })).operation?.outcome).toBe("APPLIED");
    expect(world.running.requests.filter(({ method }) => method !== "GET")).toHaveLength(2);
  });

  it("free the idempotency key where the employer could not be read, since nothing was sent", async () => {
    const { executor } = world.server(world.connect({ HEADHUNTER_EMPLOYER_ID: undefined }));
    const terms = { executor, idempotencyKey: "once" };
    world.running.faults.arm({ kind: "status", path: "^/me$", status: 200, times: 1, json: { employer: "not one" } });
    await expect(world.make("closeVacancy", { id: vacancyId(ACTIVE) }, terms)).rejects.toMatchObject({ code: "BAD_RESPONSE", sent: "no" });
    expect((await world.make("closeVacancy", { id: vacancyId(ACTIVE) }, terms)).operation?.outcome).toBe("APPLIED");
  });

  it("close many at a time, and a failure costs its own vacancy alone", async () => {
    const ids = [1, 10, 3, 5].map(sampleVacancyId);
    world.running.faults.arm({ kind: "status", path: `archived/${ids[1]}$`, status: 403, json: { errors: [{ type: "forbidden" }] } });
    const requests = ids.map((id) => ({ ...requestOf("closeVacancy", SOURCE, { id: vacancyId(id) }), before: null, operationId: id }));
    const sent = await world.connection.changes.closeVacancy?.send(requests as never, {});
    expect(sent?.map((one) => (one instanceof Error ? one.message.slice(0, 18) : one.outcome))).toEqual([
      "APPLIED",
      "HeadHunter refused",
      "APPLIED",
      "APPLIED",
    ]);
  });
});
