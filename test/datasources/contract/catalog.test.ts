import { type GraphQLSchema, getNamedType } from "graphql";
import { buildSchema } from "../../../src/build-schema.js";
import { CATALOG, type ChangeKind, changeKindOf, isListMutation, scopeOf } from "../../../src/datasources/contract/catalog.js";
import { Ability } from "../../../src/schema/vendor/vendor.type.js";

const KINDS = Object.keys(CATALOG) as ChangeKind[];
/** Mutations that make no change at a vendor. */
const NO_CHANGES = ["replayWebhook", "resolveOperation"];

describe("the catalog of mutations", () => {
  let schema: GraphQLSchema;
  beforeAll(async () => {
    schema = await buildSchema();
  });

  it("has every mutation of the schema that makes a change, and no other", () => {
    const fields = Object.keys(schema.getMutationType()?.getFields() ?? {});
    const lists = Object.values(CATALOG).flatMap((entry) => ("list" in entry ? [entry.list] : []));
    expect([...KINDS, ...lists].sort()).toEqual(fields.filter((name) => !NO_CHANGES.includes(name)).sort());
    for (const field of fields) expect([field, changeKindOf(field) === undefined]).toEqual([field, NO_CHANGES.includes(field)]);
    expect(fields.filter(isListMutation)).toEqual(lists);
    expect(changeKindOf("closeVacancies")).toBe("closeVacancy");
  });

  it("names each mutation's input, and the input's field that names the record", () => {
    for (const kind of KINDS) {
      const { input, names } = CATALOG[kind];
      const [arg] = schema.getMutationType()?.getFields()[kind]?.args ?? [];
      const type = arg && getNamedType(arg.type);
      expect([kind, type?.name]).toEqual([kind, input.name]);
      const fields = type !== undefined && "getFields" in type ? Object.keys(type.getFields()) : [];
      expect([kind, fields.filter((name) => ["id", "ids", "jobId"].includes(name))]).toEqual([kind, names === null ? [] : [names]]);
    }
  });

  it("has one ability for each change, and none of the reads' abilities", () => {
    const abilities = KINDS.map((kind) => CATALOG[kind].ability);
    expect(new Set(abilities).size).toBe(KINDS.length);
    const read = Object.values(Ability).filter((ability) => !(abilities as Ability[]).includes(ability));
    expect(read.filter((ability) => !/^(READ|LIST)_|_TIMELINE$|_STATS$/.test(ability))).toEqual([]);
  });

  it("requires the scope `spend` for mutations that cost money, and `write` for all others", () => {
    const spending = KINDS.filter((kind) => scopeOf(kind) === "spend");
    expect(spending).toEqual(["publishVacancy", "upgradeVacancy", "prolongateVacancy"]);
    expect(KINDS.filter((kind) => CATALOG[kind].paid)).toEqual(spending);
  });

  it("agrees with the schema: the description of each mutation that costs money names its scope", () => {
    for (const kind of KINDS) {
      const { description } = schema.getMutationType()?.getFields()[kind] ?? {};
      expect([kind, description?.includes("scope `spend`")]).toEqual([kind, CATALOG[kind].paid]);
    }
  });
});
