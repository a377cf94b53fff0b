import type { ChangeInputs } from "../../../src/datasources/contract/catalog.js";
import { sampleVacancyId } from "../../../src/sandbox/headhunter/index.js";
import type { StandInHandler, StandInRequest } from "../../../src/sandbox/kit/exchange.js";
import { recordsIn } from "../../support/records.js";
import { until } from "../../support/until.js";
import { HeadHunterWorld, KNOWN_ACCOUNT, MINUTE, vacancyId } from "./support.js";

function newVacancy(changes: Partial<ChangeInputs["publishVacancy"]> = {}): ChangeInputs["publishVacancy"] {
  const headhunter = { areaId: "1", typeId: "open", billingTypeId: "standard", specializationIds: ["17.324"] };
  const description = `<p>${"Работа с документами. ".repeat(12)}</p>`;
  return { name: "Секретарь", description, code: "REQ-9001", headhunter, ...changes };
}

type Json = Record<string, unknown>;

describe("An unreadable part of HeadHunter's answer", () => {
  let world: HeadHunterWorld;
  /** What the stand-in says instead. */
  let instead: (request: StandInRequest, json: Json) => unknown;

  beforeEach(async () => {
    world = new HeadHunterWorld({ env: KNOWN_ACCOUNT });
    instead = () => undefined;
    const handle: StandInHandler = world.standIn.handle;
    world.standIn.handle = (request) => {
      const response = handle(request);
      const json = response.status === 200 ? instead(request, structuredClone(response.json) as Json) : undefined;
      return json === undefined ? response : { ...response, json };
    };
    await world.open();
  });
  afterEach(() => world.close());

  const writes = () => world.running.requests.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`);
  const [first, second] = [sampleVacancyId(0), sampleVacancyId(1)];
  /** Changes a vacancy wherever it is shown. */
  const spoil = (id: string, change: Json | ((vacancy: Json) => void)) => {
    instead = (_, json) => {
      for (const vacancy of [json, ...((json.items ?? []) as Json[])]) {
        if (vacancy.id !== id) continue;
        if (typeof change === "function") change(vacancy);
        else Object.assign(vacancy, change);
      }
      return json;
    };
  };

  describe("of the rules of fields", () => {
    const rules = (change: (json: Json) => unknown) => {
      instead = ({ path }, json) => (path === "/vacancy_conditions" ? change(json) : undefined);
    };

    it("costs only the rules that are null or of another form, anywhere in the tree", async () => {
      const before = recordsIn(await world.vacancies.fieldRules?.());
      rules((json) => {
        Object.assign(json, { code: null, manager: 7, test: [] });
        const contacts = json.contacts as { fields: { phones: { fields: Json }; email: unknown; name: Json } };
        contacts.fields.email = null;
        contacts.fields.name.required = "yes";
        contacts.fields.phones.fields.number = "digits";
        return json;
      });
      const found = await world.vacancies.fieldRules?.();
      const gone = /^(code|manager|test|contacts\.email|contacts\.phones\.number)(\.|$)/;
      const left = before.filter(({ path }) => !gone.test(path));
      expect(found?.records).toEqual(left.map((rule) => (rule.path === "contacts.name" ? { ...rule, required: false } : rule)));
      expect(found?.unreadable).toMatchObject([
        { code: "BAD_RESPONSE", message: expect.stringMatching(/^The set of field rules is shown without/) },
      ]);
    });

    it.each<[string, unknown]>([
      ["a rule that is null", { name: null, description: { required: true, min_length: 5_000 } }],
      ["a rule that is none", { name: 1, description: { required: true, min_length: 5_000 } }],
    ])("does not stop a publication by %s, and the others are applied", async (_, json) => {
      rules(() => json);
      expect((await world.make("publishVacancy", newVacancy())).userErrors).toMatchObject([{ field: ["description"] }]);
      expect(writes()).toEqual([]);
      expect((await world.make("publishVacancy", newVacancy({ description: "x".repeat(5_000) }))).operation?.outcome).toBe("APPLIED");
    });

    it.each<[string, unknown]>([
      ["none at all", null],
      ["a list", [{ name: {} }]],
      ["a text", "rules"],
      ["a tree too deep", Array.from({ length: 3_000 }).reduce<Json>((fields) => ({ name: { fields } }), {})],
    ])("leaves publishing and editing to HeadHunter where the answer is %s", async (_, json) => {
      rules(() => json);
      expect((await world.make("publishVacancy", newVacancy())).operation?.outcome).toBe("APPLIED");
      expect((await world.make("updateVacancy", { id: vacancyId(first), code: "REQ-7" })).operation?.outcome).toBe("APPLIED");
    });

    it("leaves publishing to HeadHunter where the answer is HTML", async () => {
      world.running.faults.arm({ kind: "status", path: "/vacancy_conditions$", status: 200, text: "<html>Checking your browser</html>" });
      expect((await world.make("publishVacancy", newVacancy())).operation?.outcome).toBe("APPLIED");
    });
  });

  describe("in a vacancy to be changed", () => {
    it.each<[string, () => Promise<unknown>, Json]>([
      ["how it stands", () => world.make("closeVacancy", { id: vacancyId(first) }), { archived: "no" }],
      ["whether it lies in the bin", () => world.make("updateVacancy", { id: vacancyId(first), name: "N" }), { hidden: 0 }],
      [
        "how it was paid for",
        () => world.make("upgradeVacancy", { id: vacancyId(first), billingTypeId: "premium" }),
        { billing_type: "x" },
      ],
      ["who answers for it", () => world.make("reassignVacancy", { id: vacancyId(first), managerId: "777" }), { manager: [1] }],
      [
        "the address that is to be shown otherwise",
        () => world.make("updateVacancy", { id: vacancyId(first), headhunter: { showMetroOnly: true } }),
        { address: "Moscow" },
      ],
    ])("is a refusal of the change before it is sent: %s", async (_, change, spoiled) => {
      spoil(first, spoiled);
      await expect(change()).rejects.toMatchObject({
        code: "BAD_RESPONSE",
        message: expect.stringMatching(new RegExp(`The vacancy ${first} .*${Object.keys(spoiled)[0]}`)),
      });
      expect(writes()).toEqual([]);
    });

    it.each([{ area: 7 }, { counters: [] }, { published_at: "soon" }, { address: "Moscow" }])(
      "does not stop a change that does not depend on it: %j",
      async (spoiled) => {
        spoil(first, spoiled);
        expect((await world.make("closeVacancy", { id: vacancyId(first) })).operation?.outcome).toBe("APPLIED");
      },
    );

    it.each([{ expires_at: "never" }, { expires_at: 7 }, { actions: [{ id: "prolongate", enabled: "yes" }] }, { actions: [null, 5] }])(
      "keeps a prolongation from being sent: %j",
      async (spoiled) => {
        instead = ({ path }, json) => (path.endsWith("/prolongate") ? { ...json, ...spoiled } : undefined);
        await expect(world.make("prolongateVacancy", { id: vacancyId(first) })).rejects.toMatchObject({ code: "BAD_RESPONSE" });
        expect(writes()).toEqual([]);
      },
    );

    it("leaves an edit uncertain whose field is unreadable afterwards, and a prolongation whose end is", async () => {
      world.running.faults.arm({ kind: "drop-after", method: "PUT", times: 1 });
      const edit = { id: vacancyId(first), salary: { from: 5, currency: "RUR" } };
      world.clock.pass(MINUTE);
      spoil(first, { salary: { from: "5", currency: 7 } });
      expect((await world.make("updateVacancy", edit)).operation?.outcome).toBe("UNCERTAIN");
      expect((await world.lookAgain(10 * MINUTE))?.outcome).toBe("UNCERTAIN");
      instead = () => undefined;
      expect((await world.lookAgain(10 * MINUTE))?.outcome).toBe("APPLIED");

      world.running.faults.arm({ kind: "drop-after", method: "POST", times: 1 });
      instead = ({ path }, json) =>
        path.endsWith("/prolongate") && writes().some((one) => one.startsWith("POST")) ? { ...json, expires_at: "later" } : undefined;
      expect((await world.make("prolongateVacancy", { id: vacancyId(second) })).operation?.outcome).toBe("UNCERTAIN");
      expect((await world.lookAgain(10 * MINUTE))?.outcome).toBe("UNCERTAIN");
      instead = () => undefined;
      expect((await world.lookAgain(10 * MINUTE))?.outcome).toBe("APPLIED");
    });
  });

  describe("in lists that a lost publication is searched in", () => {
    const isListed = ({ path }: StandInRequest) => path.endsWith("/active");
    const publish = async (kind: "drop-after" | "drop-before") => {
      world.running.faults.arm({ kind, method: "POST", path: "^/vacancies$", times: 1 });
      return (await world.make("publishVacancy", newVacancy())).operation;
    };
    /** Spoils what was not there before. */
    const spoilNew = (change: (vacancy: Json) => unknown) => {
      const before = new Set(world.standIn.state.vacancies.keys());
      instead = (request, json) => {
        if (!isListed(request)) return undefined;
        const items = (json.items as Json[]).map((item) => (before.has(String(item.id)) ? item : change(item)));
        return { ...json, items };
      };
    };

    it.each<[string, (vacancy: Json) => unknown]>([
      ["without an id", (vacancy) => ({ ...vacancy, id: null })],
      ["with nothing that can be read", () => "a vacancy"],
      ["without an id or a name", ({ id: _, name: __, ...rest }) => rest],
    ])("leaves it uncertain: a new vacancy %s may be it", async (_, change) => {
      spoilNew(change);
      expect((await publish("drop-after"))?.outcome).toBe("UNCERTAIN");
      expect((await world.lookAgain(20 * MINUTE))?.outcome).toBe("UNCERTAIN");
      instead = () => undefined;
      expect((await world.lookAgain(20 * MINUTE))?.outcome).toBe("APPLIED");
      expect(writes()).toHaveLength(1);
    });

    it.each<[string, Json]>([
      ["its name", { name: { ru: "Секретарь" } }],
      ["its name, which is null", { name: null }],
      ["its area", { area: "Moscow" }],
    ])("does not hide it: a vacancy without %s in the list is read by itself", async (_, change) => {
      spoilNew((vacancy) => ({ ...vacancy, ...change }));
      expect(await publish("drop-after")).toMatchObject({ outcome: "APPLIED" });
      expect(writes()).toHaveLength(1);
    });

    it.each<[string, (item: Json) => Json, string]>([
      ["are called otherwise", (item) => ({ ...item, id: null, name: "Другая", published_at: null }), "NOT_APPLIED"],
      ["are older", (item) => ({ ...item, id: null, name: "Секретарь", published_at: "2020-01-01T00:00:00+0300" }), "NOT_APPLIED"],
      ["are called so and are as new", (item) => ({ ...item, id: null, name: "Секретарь", published_at: null }), "UNCERTAIN"],
    ])("does not leave it uncertain where unreadable vacancies %s by their readable parts", async (_, change, outcome) => {
      instead = (request, json) =>
        isListed(request) ? { ...json, items: (json.items as Json[]).map((item, at) => (at < 3 ? change(item) : item)) } : undefined;
      await publish("drop-before");
      expect((await world.lookAgain(20 * MINUTE))?.outcome).toBe(outcome);
    });

    it.each<[string, Json, string]>([
      ["is called otherwise", { name: "Другая", code: "REQ-9001" }, "NOT_APPLIED"],
      ["lies elsewhere", { name: "Секретарь", area: { id: "2" }, code: "REQ-9001" }, "NOT_APPLIED"],
      ["has a code that cannot be read", { code: { text: "REQ-9001" } }, "UNCERTAIN"],
      ["has a name that cannot be read", { name: ["Секретарь"], code: "REQ-9001" }, "UNCERTAIN"],
    ])("is resolved by a read of the vacancy where the list shows too little: one that %s", async (_, change, outcome) => {
      const input = newVacancy();
      const [id = ""] = [...world.standIn.state.vacancies.values()]
        .filter(({ archivedAt, managerId }) => archivedAt === null && managerId === "321")
        .map((vacancy) => vacancy.id);
      instead = (request, json) => {
        const listed = { name: null, area: null, published_at: null };
        if (isListed(request) && writes().length > 0) {
          return { ...json, items: (json.items as Json[]).map((item) => (item.id === id ? { ...item, ...listed } : item)) };
        }
        return json.id === id ? { ...json, name: input.name, area: { id: "1" }, ...change } : undefined;
      };
      await publish("drop-before");
      expect((await world.lookAgain(20 * MINUTE))?.outcome).toBe(outcome);
    });
  });

  it("costs no other vacancy its figures, and a day that comes twice is one", async () => {
    const mine = [...world.standIn.state.vacancies.values()].filter(
      ({ archivedAt, managerId }) => archivedAt === null && managerId === "321",
    );
    const [spoiled = "", nameless = ""] = mine.map(({ id }) => id);
    instead = ({ path }, json) => {
      if (path.endsWith("/stats")) return { items: [...(json.items as Json[]), ...(json.items as Json[])] };
      if (!path.endsWith("/active")) return undefined;
      const items = (json.items as Json[]).map((item) => ({
        ...item,
        ...(item.id === spoiled ? { salary: 7, hidden: [] } : {}),
        ...(item.id === nameless ? { id: null } : {}),
      }));
      return { ...json, items };
    };
    const connection = world.connect({}, { statsRecording: true });
    connection.start?.();
    await until(() => world.clock.sleepingFor(10 * MINUTE) > 0, "the end of the round");
    const read = new Set(world.running.requests.filter(({ path }) => path.endsWith("/stats")).map(({ path }) => path.split("/")[2]));
    expect(read).toEqual(new Set(mine.map(({ id }) => id).filter((id) => id !== nameless)));
    expect(world.errors).toEqual([]);
    const [answer] = (await world.vacancies.stats?.([{ vacancyId: spoiled }])) ?? [];
    expect(answer).toMatchObject({ days: expect.arrayContaining([expect.objectContaining({ views: expect.any(Number) })]) });
    const days = answer instanceof Error ? [] : (answer?.days.map(({ date }) => date) ?? []);
    expect(days).toEqual([...new Set(days)].sort());
  });
});
