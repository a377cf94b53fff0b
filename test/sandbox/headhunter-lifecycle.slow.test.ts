import { balanceOf, type SPECIAL, sampleVacancyId, setBalance, specialVacancyId } from "../../src/sandbox/headhunter/index.js";
import { DAY, HeadHunterBench, ids, MINUTE, newVacancy, record, refusal, SECOND } from "./headhunter-support.js";

const ORDINARY = sampleVacancyId(1);
const ARCHIVED = sampleVacancyId(6);
const HIDDEN = sampleVacancyId(8);

describe("Prolonging on the HeadHunter stand-in", () => {
  let bench: HeadHunterBench;

  beforeEach(async () => {
    bench = await new HeadHunterBench().open();
  });
  afterEach(() => bench.close());

  const prolong = (id: string) => bench.send("POST", `/vacancies/${id}/prolongate`);
  const paid = () => bench.standIn.state.paidProlongations.length;

  it("sets the end to thirty days from now, and costs a publication", async () => {
    const before = record(await bench.get(`/vacancies/${ORDINARY}`));
    const balance = balanceOf(bench.standIn.state, "standard");
    const answer = await prolong(ORDINARY);
    expect(answer).toMatchObject({ status: 204, body: undefined });
    expect(balanceOf(bench.standIn.state, "standard")).toBe(balance - 1);
    expect(bench.standIn.state.paidProlongations).toEqual([
      { kind: "prolongation", vacancyId: ORDINARY, productId: "standard", by: "prolongation", at: bench.clock.now() },
    ]);
    const after = record(await bench.get(`/vacancies/${ORDINARY}`));
    expect(after).toMatchObject({
      published_at: "2026-11-22T15:00:00+0300",
      created_at: "2026-11-22T15:00:00+0300",
      expires_at: "2026-12-22T15:00:00+0300",
      initial_created_at: before.initial_created_at,
    });
    expect(before.expires_at).not.toBe(after.expires_at);
  });

  it("is shown as enabled by GET, with the request to send", async () => {
    expect(record(await bench.get(`/vacancies/${ORDINARY}/prolongate`))).toEqual({
      id: ORDINARY,
      expires_at: expect.stringMatching(/^2026-12-\d\dT\d\d:\d\d:\d\d\+0300$/),
      actions: [{ id: "prolongate", enabled: true, url: `https://api.hh.ru/vacancies/${ORDINARY}/prolongate`, method: "POST" }],
    });
    expect(paid()).toBe(0);
  });

  it("refuses a second prolongation within a minute, and charges for one after it", async () => {
    await prolong(ORDINARY);
    bench.clock.jump(MINUTE - 1);
    expect(refusal(await prolong(ORDINARY))).toBe("403 vacancies/too_early");
    expect(await bench.prolongation(ORDINARY)).toBe("too_early_to_prolongate_standard_publication");
    expect(paid()).toBe(1);
    bench.clock.jump(1);
    expect((await prolong(ORDINARY)).status).toBe(204);
    expect(paid()).toBe(2);
  });

  it("is allowed for standard_plus seven days before its end", async () => {
    const id = specialVacancyId("standardPlusTooEarly");
    bench.clock.jump(13 * DAY - 1);
    expect(refusal(await prolong(id))).toBe("403 vacancies/too_early");
    bench.clock.jump(1);
    expect(await bench.prolongation(id)).toBe("enabled");
    expect((await prolong(id)).status).toBe(204);
    expect(await bench.prolongation(id)).toBe("standard_plus_publication_is_updated_automatically");
  });

  it.each<[keyof typeof SPECIAL, string, string]>([
    ["standardPlusTooEarly", "standard_plus_publication_is_updated_automatically", "too_early"],
    ["free", "free_prolongation_not_available", "prolongation_forbidden"],
    ["justProlonged", "too_early_to_prolongate_standard_publication", "too_early"],
    ["notPremoderated", "vacancy_not_premoderated", "not_premoderated"],
    ["payForPerformance", "pfp_publication_is_updated_automatically", "prolongation_forbidden"],
    ["disabledArea", "vacancy_publication_disabled_in_area", "prolongation_forbidden"],
    ["withoutQuota", "not_enough_quotas", "quota_exceeded"],
    ["withoutPurchasedServices", "not_enough_purchased_services", "not_enough_purchased_services"],
    ["withoutDivisionServices", "not_enough_division_services", "not_enough_purchased_services"],
  ])("holds a vacancy (%s) that cannot be prolonged for the reason %s", async (name, reason, error) => {
    expect(await bench.prolongation(specialVacancyId(name))).toBe(reason);
    expect(refusal(await prolong(specialVacancyId(name)))).toBe(`403 vacancies/${error}`);
    expect(paid()).toBe(0);
  });

  it.each(["premium", "standardPlusEnding", "anonymous", "direct"] as const)("prolongs the %s sample vacancy", async (name) => {
    expect((await prolong(specialVacancyId(name))).status).toBe(204);
    expect(paid()).toBe(1);
  });

  it("is refused for an archived vacancy", async () => {
    for (const id of [ARCHIVED, HIDDEN]) {
      expect(await bench.prolongation(id)).toBe("vacancy_archived");
      expect(refusal(await prolong(id))).toBe("403 vacancies/unavailable_for_archived");
    }
  });

  it("checks the state before services, and services before time", async () => {
    const id = specialVacancyId("justProlonged");
    setBalance(bench.standIn.state, "standard", 0);
    expect(refusal(await prolong(id))).toBe("403 vacancies/not_enough_purchased_services");
    expect(refusal(await prolong(ARCHIVED))).toBe("403 vacancies/unavailable_for_archived");
  });

  it("prolongs a free vacancy once a minute where the knob allows it", async () => {
    bench.standIn.knobs.freeProlongationAllowed = true;
    expect((await prolong(specialVacancyId("free"))).status).toBe(204);
    expect(await bench.prolongation(specialVacancyId("free"))).toBe("too_early_to_prolongate_free_publication");
  });

  it("checks the right only on POST: what GET enables may still fail", async () => {
    const [caller] = bench.standIn.state.managers;
    if (caller !== undefined) caller.canPublish = false;
    expect(await bench.prolongation(ORDINARY)).toBe("enabled");
    expect(refusal(await prolong(ORDINARY))).toBe("403 vacancies/prolongation_forbidden");
  });

  it("hides vacancies of a manager whose vacancies the caller may not see, as it hides unknown ones", async () => {
    for (const id of [specialVacancyId("foreign"), "1", "abc"]) {
      expect(refusal(await prolong(id))).toBe("404 not_found");
      expect(refusal(await bench.get(`/vacancies/${id}/prolongate`))).toBe("404 not_found");
    }
  });

  it("charges also where the answer is lost, so that a repetition would pay twice", async () => {
    bench.running?.faults.arm({ kind: "drop-after", method: "POST", path: "/prolongate$", times: 1 });
    await expect(prolong(ORDINARY)).rejects.toThrow();
    expect(paid()).toBe(1);
    bench.running?.faults.arm({ kind: "drop-before", method: "POST", path: "/prolongate$", times: 1 });
    await expect(prolong(sampleVacancyId(5))).rejects.toThrow();
    expect(paid()).toBe(1);
  });

  it("has its reasons in the requested language, under the same id", async () => {
    const names = [];
    for (const locale of ["RU", "EN"]) {
      const answer = await bench.get(`/vacancies/${ARCHIVED}/prolongate?locale=${locale}`);
      const [action] = (answer.body as { actions: { disable_reason: { id: string; name: string } }[] }).actions;
      expect(action?.disable_reason.id).toBe("vacancy_archived");
      names.push(action?.disable_reason.name);
    }
    expect(names[0]).not.toBe(names[1]);
  });
});

describe("Archive and trash on the HeadHunter stand-in", () => {
  let bench: HeadHunterBench;

  beforeEach(async () => {
    bench = await new HeadHunterBench({ knobs: { accessTokenLifetimeMs: 365 * DAY } }).open();
  });
  afterEach(() => bench.close());

  const base = "/employers/1455/vacancies";
  const view = async (id: string) => {
    const { archived, hidden, archived_at } = record(await bench.get(`/vacancies/${id}`));
    return { archived, hidden, archived_at };
  };

  it("archives, hides and restores, and never goes back to the active ones", async () => {
    expect(await bench.send("PUT", `${base}/archived/${ORDINARY}`)).toMatchObject({ status: 204, body: undefined });
    const archivedAt = "2026-11-22T15:00:00+0300";
    expect(await view(ORDINARY)).toEqual({ archived: true, hidden: false, archived_at: archivedAt });
    bench.clock.jump(DAY);
    expect((await bench.send("PUT", `${base}/hidden/${ORDINARY}`)).status).toBe(204);
    expect(await view(ORDINARY)).toEqual({ archived: true, hidden: true, archived_at: archivedAt });
    expect((await bench.send("DELETE", `${base}/hidden/${ORDINARY}`)).status).toBe(204);
    expect(await view(ORDINARY)).toEqual({ archived: true, hidden: false, archived_at: archivedAt });
  });

  it("hides only from the archive, and restores only what is hidden", async () => {
    expect(refusal(await bench.send("PUT", `${base}/hidden/${ORDINARY}`))).toBe("403 forbidden");
    expect(refusal(await bench.send("DELETE", `${base}/hidden/${ARCHIVED}`))).toBe("403 forbidden");
    expect(refusal(await bench.send("DELETE", `${base}/hidden/${ORDINARY}`))).toBe("403 forbidden");
    expect(await view(ORDINARY)).toMatchObject({ archived: false, hidden: false });
  });

  it.each([
    ["PUT", "archived"],
    ["PUT", "hidden"],
    ["DELETE", "hidden"],
  ])("answers 404 to %s %s for a wrong employer, an unknown vacancy and another's vacancy", async (method, list) => {
    for (const path of [
      `/employers/1/vacancies/${list}/${ARCHIVED}`,
      `${base}/${list}/1`,
      `${base}/${list}/${specialVacancyId("foreign")}`,
    ]) {
      expect(refusal(await bench.send(method, path))).toBe("404 not_found");
    }
  });

  it("answers a repetition as the knob says, without moving the date", async () => {
    const before = await view(ARCHIVED);
    expect((await bench.send("PUT", `${base}/archived/${ARCHIVED}`)).status).toBe(204);
    expect((await bench.send("PUT", `${base}/hidden/${HIDDEN}`)).status).toBe(204);
    for (const status of [403, 404] as const) {
      bench.standIn.knobs.repeatedArchiveStatus = status;
      expect((await bench.send("PUT", `${base}/archived/${ARCHIVED}`)).status).toBe(status);
      expect((await bench.send("PUT", `${base}/hidden/${HIDDEN}`)).status).toBe(status);
    }
    expect(await view(ARCHIVED)).toEqual(before);
  });

  it("moves a publication to the archive by itself when its thirty days are over", async () => {
    const created = await bench.send("POST", "/vacancies", { body: newVacancy() });
    const { id } = record(created) as { id: string };
    bench.clock.jump(30 * DAY - SECOND);
    expect(await view(id)).toMatchObject({ archived: false });
    bench.clock.jump(2 * DAY);
    expect(await view(id)).toEqual({ archived: true, hidden: false, archived_at: "2026-12-22T15:00:00+0300" });
    expect(ids(await bench.get(`${base}/archived?order_by=archive_time_desc&per_page=1000`))).toContain(id);
    expect(refusal(await bench.send("POST", `/vacancies/${id}/prolongate`))).toBe("403 vacancies/unavailable_for_archived");
  });
});
