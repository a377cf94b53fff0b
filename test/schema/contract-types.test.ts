import { readFileSync } from "node:fs";
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
  graphql,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
} from "graphql";
import { ARGS, buildStubSchema, stubField } from "./stub-schema.js";

const contract = buildSchema(readFileSync("test/contract.graphql", "utf8"));
const emitted = buildStubSchema();
const ROOTS = ["Query", "Mutation", "Subscription"];

/**
 * Fields beyond the contract. An Int of milliseconds ends before a month does, so what returns next month has a moment of its own. How servers share
 * budgets concerns all of an account, not its requests alone. An event tells which discrepancy has ended, which is not there any more.
 */
const ADDED: Record<string, string[]> = {
  SourceFailure: ["resetsAt"],
  VendorStatus: ["notice"],
  Event: ["discrepancyId"],
  Operation: ["ability"],
};

/** Relations, and what may take another read: fields that resolvers declare. */
const LEFT_TO_RESOLVERS: Record<string, string[]> = {
  VendorRecord: ["vendorData"],
  Job: [
    ...["can", "customFields", "departments", "description", "locations", "name", "openings", "timeline", "vacancies", "vendorData"],
    "versions",
  ],
  Opening: ["can", "closeReason", "customFields", "job", "vendorData"],
  Vacancy: [
    ...["billingType", "can", "canUpgradeBillingType", "code", "counters", "department", "description", "jobs", "manager", "prolongation"],
    ...["propertyTypeIds", "stats", "upgrades", "vendorData"],
  ],
  VacancyStats: ["vacancy"],
  JobVersion: ["description", "job", "name", "title", "vendorData"],
  JobTimeline: ["job", "openings", "vacancies", "versions"],
  Requisition: ["jobs", "openings", "sources", "status", "vacancies"],
  Event: ["discrepancy", "operation", "record"],
  Remedy: ["permission"],
  JobPayload: ["job", "notices"],
  OpeningPayload: ["job", "opening"],
  CreateOpeningsPayload: ["job", "openings"],
  VacancyPayload: ["vacancy"],
};

const ownTypes = (schema: GraphQLSchema) =>
  Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type) && !ROOTS.includes(type.name),
  );
const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).sort();
const cases = (holds: (type: GraphQLNamedType) => boolean) => names(ownTypes(contract).filter(holds)).map((name): [string] => [name]);

const shape = ({ name, type, defaultValue }: Pick<GraphQLArgument, "name" | "type" | "defaultValue">) => ({
  name,
  type: String(type),
  defaultValue,
});
const shapes = (list: readonly Parameters<typeof shape>[0][]) => list.map(shape).sort((a, b) => (a.name < b.name ? -1 : 1));

function fieldsOf(schema: GraphQLSchema, name: string) {
  const type = schema.getType(name);
  if (!isObjectType(type) && !isInterfaceType(type)) throw new Error(`${name} has no fields in this schema`);
  return Object.fromEntries(Object.values(type.getFields()).map((field) => [field.name, String(field.type)]));
}

describe("The classes of the schema", () => {
  it("are the contract's types, no more and no fewer", () => {
    expect(names(ownTypes(emitted))).toEqual(names(ownTypes(contract)));
  });

  it.each(cases((type) => isObjectType(type) || isInterfaceType(type)))("give %s the contract's fields and types", (name) => {
    const promised = fieldsOf(contract, name);
    const declared = fieldsOf(emitted, name);
    const left = LEFT_TO_RESOLVERS[name] ?? [];
    for (const field of ADDED[name] ?? []) delete declared[field];
    expect(declared).toEqual(Object.fromEntries(Object.entries(promised).filter(([field]) => !left.includes(field))));
    expect(Object.keys(promised)).toEqual(expect.arrayContaining(left));
  });

  it.each(cases((type) => isObjectType(type) || isInterfaceType(type)))("let %s implement what the contract says", (name) => {
    const interfaces = (schema: GraphQLSchema) => {
      const type = schema.getType(name);
      return isObjectType(type) || isInterfaceType(type) ? names(type.getInterfaces()) : undefined;
    };
    expect(interfaces(emitted)).toEqual(interfaces(contract));
  });

  it.each(cases(isEnumType))("give %s the contract's values, each held under its own name", (name) => {
    const [promised, declared] = [contract.getType(name), emitted.getType(name)];
    if (!isEnumType(promised) || !isEnumType(declared)) throw new Error(`${name} is no enum`);
    expect(declared.getValues().map((value) => [value.name, value.value])).toEqual(
      promised.getValues().map((value) => [value.name, value.name]),
    );
  });

  it.each(cases(isInputObjectType))("give the input %s the contract's fields, types and defaults", (name) => {
    const [promised, declared] = [contract.getType(name), emitted.getType(name)];
    if (!isInputObjectType(promised) || !isInputObjectType(declared)) throw new Error(`${name} is no input`);
    expect(shapes(Object.values(declared.getFields()))).toEqual(shapes(Object.values(promised.getFields())));
  });

  it.each(Object.keys(ARGS))("give %s the contract's arguments, types and defaults", (path) => {
    const [owner = "", field = ""] = path.split(".");
    const type = contract.getType(owner);
    const promised = isObjectType(type) ? type.getFields()[field]?.args : undefined;
    const declared = emitted.getQueryType()?.getFields()[stubField(path)]?.args;
    expect(shapes(declared ?? [])).toEqual(shapes(promised ?? []));
    expect(declared).not.toHaveLength(0);
  });

  it("hold the arguments of every field of the contract that has any", () => {
    const withArguments = Object.values(contract.getTypeMap()).flatMap((type) =>
      isObjectType(type) && !isIntrospectionType(type) && type.name !== "Mutation"
        ? Object.values(type.getFields()).flatMap((field) => (field.args.length > 0 ? [`${type.name}.${field.name}`] : []))
        : [],
    );
    expect(Object.keys(ARGS).sort()).toEqual(withArguments.sort());
  });

  it("describe every type, field, argument and input field, and every enum value that the contract describes", () => {
    const bare: string[] = [];
    const note = (path: string, { description }: { description?: string | null }) => {
      if (!description?.trim()) bare.push(path);
    };
    for (const type of ownTypes(emitted)) {
      note(type.name, type);
      if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
        for (const field of Object.values(type.getFields())) note(`${type.name}.${field.name}`, field);
      }
      const promised = contract.getType(type.name);
      if (isEnumType(type) && isEnumType(promised)) {
        for (const value of promised.getValues()) {
          if (value.description) note(`${type.name}.${value.name}`, type.getValue(value.name) ?? {});
        }
      }
    }
    for (const field of Object.values(emitted.getQueryType()?.getFields() ?? {})) {
      for (const arg of field.args) note(`${field.name}(${arg.name})`, arg);
    }
    expect(bare).toEqual([]);
  });

  it("leave plain fields to the default resolver, so that a large answer costs no middleware", () => {
    const slow = ownTypes(emitted).flatMap((type) =>
      isObjectType(type) ? Object.values(type.getFields()).flatMap((field) => (field.resolve ? [`${type.name}.${field.name}`] : [])) : [],
    );
    expect(slow).toEqual([]);
  });

  it("tell the type of plain objects by their ids", async () => {
    const schema = buildStubSchema({
      holding: [
        { id: "greenhouse:job:1", vendor: "GREENHOUSE", vendorId: "1", names: [{ lang: "en-US", value: "Storekeeper" }] },
        { id: "linkedin:vacancy:REQ%2E1", vendor: "LINKEDIN", vendorId: "REQ.1", name: "Storekeeper" },
        { id: "feishu-corehr:job-version:1.2", vendor: "FEISHU_COREHR", vendorId: "2", effectiveDate: "2026-01-01" },
      ],
    });
    const source = `{ records { __typename id vendor vendorId
      ... on Job { names { value } } ... on Vacancy { name } ... on JobVersion { effectiveDate } } }`;
    expect(await graphql({ schema, source })).toEqual({
      data: {
        records: [
          { __typename: "Job", id: "greenhouse:job:1", vendor: "GREENHOUSE", vendorId: "1", names: [{ value: "Storekeeper" }] },
          { __typename: "Vacancy", id: "linkedin:vacancy:REQ%2E1", vendor: "LINKEDIN", vendorId: "REQ.1", name: "Storekeeper" },
          {
            __typename: "JobVersion",
            id: "feishu-corehr:job-version:1.2",
            vendor: "FEISHU_COREHR",
            vendorId: "2",
            effectiveDate: "2026-01-01",
          },
        ],
      },
    });
  });

  it("use the contract's scalars by name", () => {
    expect(names(ownTypes(emitted).filter(isScalarType))).toEqual(["DateTime", "JSON", "LocalDate", "URL"]);
  });
});
