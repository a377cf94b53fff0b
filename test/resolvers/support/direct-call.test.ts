import "reflect-metadata";
import { type GraphQLResolveInfo, graphql, graphqlSync } from "graphql";
import {
  Arg,
  Args,
  ArgsType,
  Authorized,
  buildSchemaSync,
  Ctx,
  Field,
  FieldResolver,
  Info,
  Int,
  InterfaceType,
  ObjectType,
  Query,
  Resolver,
  Root,
  UseMiddleware,
} from "type-graphql";
import type { Context } from "../../../src/context.js";
import { callDirectly } from "../../../src/resolvers/support/direct-call.js";

@ArgsType()
class TimesArgs {
  @Field(() => Int, { defaultValue: 2 })
  times: number;
}

@InterfaceType({ resolveType: () => "Word" })
abstract class Spoken {
  @Field(() => String)
  text: string;
}

@ObjectType({ implements: Spoken })
class Word extends Spoken {}

let words = 0;

@Resolver(() => Word)
class WordResolver {
  @Query(() => Word)
  word(): Word {
    words += 1;
    return { text: "la" };
  }

  @Authorized("hear")
  @Query(() => Word, { name: "secret" })
  spoken(): Word {
    return { text: "hush" };
  }

  @FieldResolver(() => String)
  repeated(
    @Info() { fieldName }: GraphQLResolveInfo,
    @Args(() => TimesArgs) { times }: TimesArgs,
    @Root() { text }: Word,
    @Ctx() context: { mark: string },
  ): string {
    return `${fieldName}: ${text.repeat(times)}${context.mark}`;
  }
}

@Resolver(() => Spoken)
class SpokenResolver {
  @Authorized("hear", "measure")
  @FieldResolver(() => Int)
  length(@Root() { text }: Spoken): number {
    return text.length;
  }
}

const CLASSES = [WordResolver, SpokenResolver] as const;
const built = () => buildSchemaSync({ resolvers: CLASSES, authChecker: () => false });
const schema = built();
let scopes: ReadonlySet<string>;
callDirectly(schema, CLASSES, (_context, needed: readonly string[]) => {
  const missing = needed.filter((scope) => !scopes.has(scope));
  if (missing.length > 0) throw new Error(`without ${missing.join()}`);
});

const contextValue = { mark: "!" } as unknown as Context;
/** Throws where an answer has to be waited for. */
const ask = (source: string) => graphqlSync({ schema, source, contextValue });
const messagesOf = async (source: string) => (await graphql({ schema, source, contextValue })).errors?.map(({ message }) => message);

describe("Methods that are called directly", () => {
  beforeEach(() => {
    scopes = new Set();
  });

  it("answer at once, and take their parameters wherever these stand", () => {
    expect(ask("{ word { text repeated(times: 3) again: repeated } }")).toEqual({
      data: { word: { text: "la", repeated: "repeated: lalala!", again: "repeated: lala!" } },
    });
  });

  it("are called for who holds every scope, of a query and of an interface's field", () => {
    scopes = new Set(["hear", "measure"]);
    expect(ask("{ word { length } secret { text length } }")).toEqual({
      data: { word: { length: 2 }, secret: { text: "hush", length: 4 } },
    });
  });

  it("are not called for anyone else", async () => {
    scopes = new Set(["measure"]);
    expect(await messagesOf("{ secret { text } }")).toEqual(["without hear"]);
    expect(await messagesOf("{ word { length } }")).toEqual(["without hear"]);
  });

  it("keep no field beside them from being asked where they refuse", async () => {
    words = 0;
    expect(await messagesOf("{ secret { text } word { text } }")).toEqual(["without hear"]);
    expect(words).toBe(1);
  });

  it("must have no middleware, which would not be called", () => {
    class Watched {
      @UseMiddleware(async (_, next) => next())
      @Query(() => String)
      watched(): string {
        return "";
      }
    }
    Resolver()(Watched);
    const watched = buildSchemaSync({ resolvers: [Watched, ...CLASSES], authChecker: () => false });
    expect(() => callDirectly(watched, [Watched], () => undefined)).toThrow(/watched .*middleware/);
  });

  it("take classes of arguments, and no single one", () => {
    class Choosy {
      @Query(() => String)
      choice(@Arg("one", () => String) one: string): string {
        return one;
      }
    }
    Resolver()(Choosy);
    const choosy = buildSchemaSync({ resolvers: [Choosy, ...CLASSES], authChecker: () => false });
    expect(() => callDirectly(choosy, [Choosy], () => undefined)).toThrow(/choice takes a parameter of the kind arg/);
  });
});
