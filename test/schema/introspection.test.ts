import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery, parseValue, validateSchema } from "graphql";
import { emitSchema } from "../../src/build-schema.js";
import { startGraph, type TestGraph } from "../support/graph.js";

/** `__DirectiveLocation` and `__TypeKind` as the specification of October 2021 has them (section 4.2). */
const DIRECTIVE_LOCATIONS_OF_2021 = [
  ...["QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION", "FRAGMENT_SPREAD", "INLINE_FRAGMENT", "VARIABLE_DEFINITION"],
  ...["SCHEMA", "SCALAR", "OBJECT", "FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INTERFACE", "UNION", "ENUM", "ENUM_VALUE", "INPUT_OBJECT"],
  "INPUT_FIELD_DEFINITION",
];
const TYPE_KINDS_OF_2021 = ["SCALAR", "OBJECT", "INTERFACE", "UNION", "ENUM", "INPUT_OBJECT", "LIST", "NON_NULL"];

/** All that a reader of October 2021 may ask for, and the least that one of June 2018 asks for. */
const QUERIES = {
  "of October 2021": getIntrospectionQuery({
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
  }),
  "of June 2018": getIntrospectionQuery(),
};

describe("Introspection", () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph({ env: { SANDBOX_VENDORS: "greenhouse" } });
  });
  afterAll(() => graph.stop());

  describe.each(Object.entries(QUERIES))("for a reader %s", (_edition, query) => {
    let schema: IntrospectionQuery["__schema"];
    beforeAll(async () => {
      const { data, errors } = await graph.ask<IntrospectionQuery, never>(query);
      expect(errors).toBeUndefined();
      if (!data) throw new Error("No answer");
      schema = data.__schema;
    });

    it("names no location of a directive that the reader does not know", () => {
      const unknown = schema.directives.flatMap(({ name, locations }) => locations.map((location) => ({ name, location })));
      expect(unknown.filter(({ location }) => !DIRECTIVE_LOCATIONS_OF_2021.includes(location))).toEqual([]);
      expect(schema.directives.find(({ name }) => name === "deprecated")?.locations).toEqual(
        expect.arrayContaining(["FIELD_DEFINITION", "ENUM_VALUE"]),
      );
    });

    it("uses no kind of type that the reader does not know", () => {
      const kinds = new Set<string>();
      JSON.stringify(schema, (key, value) => {
        if (key === "kind") kinds.add(value as string);
        return value as unknown;
      });
      expect([...kinds].filter((kind) => !TYPE_KINDS_OF_2021.includes(kind))).toEqual([]);
      expect(kinds.size).toBeGreaterThan(5);
    });

    it("gives defaults as values of GraphQL's language", () => {
      const inputs = schema.types.flatMap((type) => [
        ...(type.kind === "OBJECT" || type.kind === "INTERFACE" ? type.fields.flatMap(({ args }) => args) : []),
        ...(type.kind === "INPUT_OBJECT" ? type.inputFields : []),
      ]);
      const defaults = [...inputs, ...schema.directives.flatMap(({ args }) => args)].flatMap(({ defaultValue }) => defaultValue ?? []);
      expect(defaults.length).toBeGreaterThan(10);
      for (const text of defaults) expect(() => parseValue(text)).not.toThrow();
    });

    it("has the deprecated fields of inputs, which still work, also where the reader cannot ask for them", () => {
      const input = schema.types.find(({ name }) => name === "HeadHunterVacancyInput");
      expect(input?.kind === "INPUT_OBJECT" && input.inputFields.map(({ name }) => name)).toEqual(
        expect.arrayContaining(["billingTypeId", "propertyTypeIds", "scheduleId"]),
      );
    });

    it("is the whole graph: printed by its reader it is schema.graphql again", () => {
      const read = buildClientSchema({ __schema: schema });
      expect(validateSchema(read)).toEqual([]);
      // The addresses of scalars' specifications, and what is deprecated, were asked for by one of the two.
      const plain = (text: string) => text.replaceAll(/ @(specifiedBy\(url|deprecated\(reason): "[^"]*"\)/g, "");
      expect(plain(emitSchema(read))).toBe(plain(emitSchema(graph.application.schema)));
    });
  });
});
