import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  graphql,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from "graphql";
import { buildStubSchema } from "./stub-schema.js";

type Given = GraphQLArgument | GraphQLInputField;

/** A place for a text, or for a list of them, in what a client may give. */
interface Place {
  given: Given;
  /** The root field of the stub, and its argument. */
  field: string;
  argument: GraphQLArgument;
  /** The argument's value that holds these texts in this place, and what is required besides. */
  holding: (texts: string[]) => unknown;
}

const schema = buildStubSchema();
const isList = ({ type }: Given) => isListType(getNullableType(type));

/** Something that fits a type: what it requires and nothing else. */
function least(type: GraphQLInputType): unknown {
  if (isListType(getNullableType(type))) return [];
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0]?.name;
  if (!isInputObjectType(named)) return named.name === "LocalDate" ? "2026-11-22" : "x";
  const required = Object.values(named.getFields()).filter((field) => isNonNullType(field.type) && field.defaultValue === undefined);
  return Object.fromEntries(required.map((field) => [field.name, least(field.type)]));
}

/** @param holding the argument's value with this in the place that is looked at */
function placesIn(
  given: Given,
  name: string,
  root: Pick<Place, "field" | "argument">,
  holding: (value: unknown) => unknown,
): [string, Place][] {
  const type = getNamedType(given.type);
  if (["String", "ID"].includes(type.name)) {
    return [[name, { ...root, given, holding: (texts) => holding(isList(given) ? texts : texts[0]) }]];
  }
  if (!isInputObjectType(type)) return [];
  const whole = least(type) as object;
  return Object.values(type.getFields()).flatMap((field) =>
    placesIn(field, `${name}.${field.name}`, root, (value) => {
      const input = { ...whole, [field.name]: value };
      return holding(isList(given) ? [input] : input);
    }),
  );
}

const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((type) => Object.values(type?.getFields() ?? {}));
const places = roots.flatMap(({ name: field, args }) =>
  args.flatMap((argument) => placesIn(argument, `${field}: ${argument.name}`, { field, argument }, (value) => value)),
);

const LENGTH = /(?:be )?at most (?!1000 ids)/;

/** What is said against these texts in this place, of their length where nothing else is asked; other faults of what was given do not count. */
async function refusals({ field, argument, given, holding }: Place, texts: string[], fault = LENGTH): Promise<string[]> {
  const args = roots.find(({ name }) => name === field)?.args.filter((one) => one === argument || isNonNullType(one.type)) ?? [];
  const root = schema.getMutationType()?.getFields()[field] ? "mutation" : "query";
  const { errors = [] } = await graphql({
    schema,
    source: `${root} (${args.map(({ name, type }) => `$${name}: ${type}`)}) { ${field}(${args.map(({ name }) => `${name}: $${name}`)}) }`,
    variableValues: Object.fromEntries(args.map((one) => [one.name, one === argument ? holding(texts) : least(one.type)])),
  });
  for (const { message } of errors) expect(message).toBe("Argument Validation Error");
  const told = JSON.stringify(errors.map(({ extensions }) => extensions.validationErrors));
  const about = new RegExp(`"((?:each value in )?${given.name} (?:must|takes) ${fault.source}[^"]*)"`, "g");
  return [...told.matchAll(about)].map(([, message]) => message ?? "");
}

const figure = (pattern: RegExp, { given }: Place) => Number(pattern.exec(given.description ?? "")?.[1]);
const texts = (count: number, characters: number) => Array.from({ length: count }, () => "x".repeat(characters));

describe("A text that a client gives", () => {
  it.each(places)("may be as long as its description says, and no longer, as %s", async (_, place) => {
    const most = figure(/most (\d+) characters\.$/, place);
    expect(await refusals(place, texts(1, most))).toEqual([]);
    expect(await refusals(place, texts(1, most + 1))).toEqual([
      expect.stringContaining(`must be at most ${most} characters long: shorten it.`),
    ]);
  });

  it.each(places)("must not hold characters that cannot be sent or stored, as %s", async (_, place) => {
    const message = "must hold neither U+0000 nor half of a surrogate pair: leave it out.";
    for (const text of ["a\u0000", "\ud83d", "\ude00x"]) {
      expect(await refusals(place, [text], /hold neither/)).toEqual([expect.stringContaining(message)]);
    }
    expect(await refusals(place, ["😀\t\n"], /hold neither/)).toEqual([]);
  });

  it("is counted in characters, whatever memory they take", async () => {
    const [, code] = places.find(([name]) => name === "Query_requisition: code") ?? [];
    if (code === undefined) throw new Error("There is no such place.");
    expect(await refusals(code, ["😀".repeat(255)])).toEqual([]);
    expect(await refusals(code, ["😀".repeat(256)])).toHaveLength(1);
    expect(await refusals(code, ["x".repeat(900_000)])).toHaveLength(1);
  });

  const lists = places.filter(([, place]) => !Number.isNaN(figure(/At most (\d+), each/, place)));
  it.each(lists)("may come in a list as long as its description says, and no longer, as %s", async (_, place) => {
    const most = figure(/At most (\d+), each/, place);
    expect(await refusals(place, texts(most, 1))).toEqual([]);
    expect(await refusals(place, texts(most + 1, 1))).toEqual([expect.stringContaining(`takes at most ${most} entries`)]);
  });

  it("comes in a list bounded by another rule where its description has no length", () => {
    const others = places.filter(([, place]) => isList(place.given) && !lists.some(([, list]) => list.given === place.given));
    expect(new Set(others.map(([name]) => name))).toEqual(
      new Set([
        "Query_nodes: ids",
        "Query_jobTimeline: jobIds",
        "Query_vacancies: areaIds",
        "Query_vacancyStats: vacancyIds",
        "Query_events: codes",
        "Query_discrepancies: codes",
        "Query_requisitions: codes",
        "Subscription_events: codes",
        "deleteOpenings: input.ids",
        "closeVacancies: input.ids",
      ]),
    );
  });
});

describe("A value of a custom field", () => {
  const set = (value: unknown) =>
    graphql({
      schema,
      source: 'mutation ($value: JSON) { updateOpening(input: { id: "o", customFields: [{ id: "1", value: $value }] }) }',
      variableValues: { value },
    });

  it.each([
    ["a text", "x".repeat(99_998), "x".repeat(99_999)],
    ["a list", ["x".repeat(99_996)], ["x".repeat(99_997)]],
  ])("may be as long as its description says, and no longer: %s", async (_, most, more) => {
    expect((await set(most)).errors).toBeUndefined();
    expect(JSON.stringify((await set(more)).errors?.[0]?.extensions)).toContain("value must be at most 100000 characters long as JSON");
  });
});
