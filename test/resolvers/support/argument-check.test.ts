import "reflect-metadata";
import { ValidateBy } from "class-validator";
import { graphql } from "graphql";
import { Args, ArgsType, buildSchemaSync, Field, FieldResolver, Int, ObjectType, Query, Resolver } from "type-graphql";
import { callDirectly } from "../../../src/resolvers/support/direct-call.js";

let checks: number[] = [];

@ArgsType()
class SizeArgs {
  @Field(() => Int, { defaultValue: 1 })
  @ValidateBy(
    {
      name: "counted",
      validator: {
        validate: (size) => {
          checks.push(size);
          return size <= 10;
        },
      },
    },
    { message: "size must be at most 10." },
  )
  size: number;
}

@ObjectType()
class Row {
  @Field(() => Int)
  id: number;
}

@Resolver(() => Row)
class RowResolver {
  @Query(() => [Row])
  rows(): Row[] {
    return Array.from({ length: 100 }, (_, id) => ({ id }));
  }

  @FieldResolver(() => Int, { nullable: true })
  size(@Args(() => SizeArgs) { size }: SizeArgs): number {
    return size;
  }
}

const schema = buildSchemaSync({ resolvers: [RowResolver] });
callDirectly(schema, [RowResolver], () => undefined);
const ask = (source: string, variableValues?: Record<string, unknown>) => graphql({ schema, source, variableValues });

describe("Arguments of a field below a list", () => {
  beforeEach(() => {
    checks = [];
  });

  it("are checked once for all records, and anew in the next operation", async () => {
    const { data } = await ask("{ rows { size(size: 3) } }");
    expect(data?.rows).toHaveLength(100);
    expect(checks).toEqual([3]);
    await ask("{ rows { size(size: 3) } }");
    expect(checks).toEqual([3, 3]);
  });

  it("are checked for each place in the document that gives them", async () => {
    await ask("{ rows { one: size(size: 2) other: size(size: 4) } again: rows { size } }");
    expect(checks.sort()).toEqual([1, 2, 4]);
  });

  it("follow the operation's variables, also where the document is the same", async () => {
    const query = "query ($size: Int!) { rows { size(size: $size) } }";
    expect((await ask(query, { size: 5 })).errors).toBeUndefined();
    expect((await ask(query, { size: 11 })).errors).toHaveLength(100);
    expect((await ask(query, { size: 6 })).errors).toBeUndefined();
    expect(checks).toEqual([5, 11, 6]);
  });

  it("that break a rule are refused at each record, and the fields beside them stand", async () => {
    const { data, errors } = await ask("{ rows { id size(size: 11) } }");
    expect(errors).toHaveLength(100);
    expect(errors?.[7]).toMatchObject({
      path: ["rows", 7, "size"],
      extensions: { validationErrors: [{ property: "size", constraints: { counted: "size must be at most 10." } }] },
    });
    expect(data?.rows).toContainEqual({ id: 7, size: null });
    expect(checks).toEqual([11]);
  });
});
