import { kindsOfSeveral, parseTarget, targetIdOf } from "../../src/operations/change-target.js";

const [A, B] = ["greenhouse:opening:1.2", "greenhouse:opening:1.3"] as const;

describe("What a change is about", () => {
  it("is one record, however often a list names it, and none where there are several or none yet", () => {
    expect(targetIdOf(parseTarget("deleteOpenings", { ids: [A] }))).toBe(A);
    expect(targetIdOf(parseTarget("deleteOpenings", { ids: [A, A, A] }))).toBe(A);
    expect(targetIdOf(parseTarget("deleteOpenings", { ids: [A, A, B] }))).toBeNull();
    expect(targetIdOf(parseTarget("publishVacancy", {}))).toBeNull();
  });

  it("may be several openings at once; for a record of another kind, and for what is no id, nothing but targets is looked through", () => {
    expect(kindsOfSeveral(A)).toEqual(["deleteOpenings"]);
    for (const id of ["greenhouse:job:1", "headhunter:vacancy:1", "greenhouse:opening:", "ids", ""]) expect(kindsOfSeveral(id)).toEqual([]);
  });
});
