import { CATALOG, changeKindOf } from "../../src/datasources/contract/catalog.js";
import { toOperation } from "../../src/operations/operation-record.js";
import { operationRow } from "../support/operation-row.js";

describe("An operation", () => {
  it.each(Object.keys(CATALOG))("of %s names the ability that the mutation needs", (kind) => {
    const known = changeKindOf(kind);
    expect(toOperation(operationRow("o1", { kind })).ability).toBe(known && CATALOG[known].ability);
  });

  it("of closeVacancies names the ability of one closing", () => {
    expect(toOperation(operationRow("o1", { kind: "closeVacancies" })).ability).toBe("CLOSE_VACANCY");
  });

  it.each(["hireEverybody", "toString", "constructor"])("of %s, which this version does not know, names none", (kind) => {
    expect(toOperation(operationRow("o1", { kind })).ability).toBeNull();
  });
});
