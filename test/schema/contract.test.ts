import { readFileSync } from "node:fs";
import { buildSchema as buildFromText, findBreakingChanges, findDangerousChanges } from "graphql";
import { buildSchema, emitSchema } from "../../src/build-schema.js";

/** The contract that clients were promised; the emitted schema may say more and never less. */
const contract = buildFromText(readFileSync("test/contract.graphql", "utf8"));

describe("The emitted schema", () => {
  it("breaks nothing that the contract promises", async () => {
    expect(findBreakingChanges(contract, await buildSchema())).toEqual([]);
  });

  it("surprises no client of the contract: no new enum values, no changed defaults", async () => {
    expect(findDangerousChanges(contract, await buildSchema())).toEqual([]);
  });

  it("is what is committed as schema.graphql", async () => {
    expect(emitSchema(await buildSchema())).toBe(readFileSync("schema.graphql", "utf8"));
  });

  it("describes every type and field for who explores it", async () => {
    const silent = Object.values((await buildSchema()).getTypeMap())
      .filter((type) => !type.name.startsWith("__") && "getFields" in type)
      .flatMap((type) => Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, text: field.description })))
      .filter(({ text }) => !text);
    expect(silent.map(({ name }) => name)).toEqual([]);
  });
});
