import { readFileSync } from "node:fs";
import {
  buildSchema as buildFromText,
  findBreakingChanges,
  findDangerousChanges,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
} from "graphql";
import { buildSchema, emitSchema } from "../../src/build-schema.js";

/** The contract that clients were promised; the emitted schema may say more and never less. */
const contract = buildFromText(readFileSync("test/contract.graphql", "utf8"));

describe("The emitted schema", () => {
  it("breaks nothing that the contract promises", async () => {
    // The contract names no directive. graphql-js adds its own to every schema read from text, with a location that readers of 2021 do not know.
    expect(findBreakingChanges(contract, await buildSchema())).toEqual([
      { type: "DIRECTIVE_LOCATION_REMOVED", description: "DIRECTIVE_DEFINITION was removed from deprecated." },
    ]);
  });

  it("adds no enum value and changes no default of the contract", async () => {
    expect(findDangerousChanges(contract, await buildSchema())).toEqual([]);
  });

  it("is the committed schema.graphql", async () => {
    expect(emitSchema(await buildSchema())).toBe(readFileSync("schema.graphql", "utf8"));
  });

  it("describes every type and field", async () => {
    const silent = Object.values((await buildSchema()).getTypeMap())
      .filter((type) => isObjectType(type) || isInterfaceType(type) || isInputObjectType(type))
      .filter((type) => !isIntrospectionType(type))
      .flatMap((type) => Object.values(type.getFields()).map(({ name, description }) => ({ name: `${type.name}.${name}`, description })))
      .filter(({ description }) => !description);
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it("ends the description of every text argument with its maximum length", async () => {
    const given = Object.values((await buildSchema()).getTypeMap())
      .filter((type) => !isIntrospectionType(type))
      .flatMap((type) => {
        if (isInputObjectType(type)) return Object.values(type.getFields()).map((field) => ({ ...field, on: type.name }));
        if (!isObjectType(type) && !isInterfaceType(type)) return [];
        return Object.values(type.getFields()).flatMap(({ name, args }) => args.map((arg) => ({ ...arg, on: `${type.name}.${name}` })));
      })
      .filter(({ type }) => ["String", "ID"].includes(getNamedType(type).name));
    const silent = given.filter(({ description }) => !/[Aa]t most \d+ characters\.$/.test(description ?? ""));
    expect(silent.map(({ on, name }) => `${on}: ${name}`)).toEqual([]);
    expect(given.length).toBeGreaterThan(80);
  });
});
