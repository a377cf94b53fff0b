import "reflect-metadata";
import { IsInt, Matches, MaxLength, Min, ValidateNested } from "class-validator";
import { GraphQLError, GraphQLScalarType, type GraphQLSchema } from "graphql";
import {
  Arg,
  Args,
  ArgsType,
  Authorized,
  buildSchema,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  InterfaceType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  registerEnumType,
} from "type-graphql";
import { authChecker } from "../../src/access/auth-checker.js";
import { VendorError } from "../../src/http/vendor-error.js";
import type { RequestInput } from "../../src/server/graphql/request-context.js";

export interface SampleContext extends RequestInput {
  /** How often each resolver ran, by field. */
  calls: Map<string, number>;
  /** What a resolver that waits is waiting for. */
  gate?: Promise<void>;
  onSlow?: (context: SampleContext) => void;
  extensions?(): Record<string, unknown> | undefined;
  tolerated?: readonly GraphQLError[];
}

enum Status {
  OPEN = "open",
  CLOSED = "closed",
}
registerEnumType(Status, { name: "Status" });

/** A scalar whose inside differs from its outside. */
const Day = new GraphQLScalarType<Date, string>({
  name: "Day",
  serialize: (value) => (value as Date).toISOString().slice(0, 10),
  parseValue: (value) => {
    if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value)) throw new GraphQLError("Day expects YYYY-MM-DD.");
    return new Date(`${value}T00:00:00Z`);
  },
});

@InterfaceType()
abstract class Node {
  @Field(() => ID)
  id: string;
}

@ObjectType({ implements: Node })
class Job extends Node {
  @Field(() => String)
  name: string;
  @Field(() => Status)
  status: Status;
}

@ObjectType({ implements: Node })
class Opening extends Node {
  @Field(() => Int, { nullable: true })
  seats: number | null;
}

@InputType()
class SeatInput {
  @Field(() => Int)
  @IsInt()
  @Min(1)
  count: number;
}

@InputType()
class JobInput {
  @Field(() => ID)
  @MaxLength(10)
  @Matches(/^\w+$/, { message: "use letters and digits only" })
  id: string;
  @Field(() => Int, { nullable: true, defaultValue: 7 })
  limit: number;
  @Field(() => Status, { nullable: true })
  status?: Status;
  @Field(() => [SeatInput], { nullable: true })
  @ValidateNested({ each: true })
  seats?: SeatInput[];
}

@ArgsType()
class PageArgs {
  @Field(() => Int, { defaultValue: 50 })
  @Min(1)
  first: number;
  @Field(() => String, { nullable: true })
  after?: string;
}

function job(id: string): Job {
  return Object.assign(new Job(), { id, name: `Job ${id}`, status: Status.OPEN });
}

@Resolver(() => Job)
class JobResolver {
  @Query(() => Job, { nullable: true })
  job(@Arg("id", () => ID) id: string): Job | null {
    return id === "none" ? null : job(id);
  }

  @Query(() => [Job])
  jobs(@Args(() => PageArgs) { first }: PageArgs): Job[] {
    return Array.from({ length: first }, (_, index) => job(String(index)));
  }

  @Query(() => [Node])
  nodes(): Node[] {
    return [job("1"), Object.assign(new Opening(), { id: "2", seats: 3 })];
  }

  @Query(() => String, { nullable: true })
  echo(@Arg("input", () => JobInput) input: JobInput): string {
    return JSON.stringify(input);
  }

  @Query(() => Day, { nullable: true })
  nextDay(@Arg("day", () => Day, { nullable: true }) day?: Date): Date | null {
    return day === undefined ? null : new Date(day.getTime() + 86_400_000);
  }

  @Query(() => String)
  @Authorized("audit")
  secretLog(): string {
    return "log";
  }

  @Query(() => String, { nullable: true })
  viewer(@Ctx() { viewer }: SampleContext): string {
    return `${viewer.subject}: ${[...viewer.scopes].join(" ")}`;
  }

  @Query(() => String)
  async slow(@Ctx() context: SampleContext): Promise<string> {
    context.onSlow?.(context);
    await context.gate;
    return "done";
  }

  @Query(() => Job, { nullable: true })
  brokenJob(): Job {
    return Object.assign(new Job(), { id: "1", name: null, status: "unheard-of" });
  }

  @Query(() => [Job], { nullable: true })
  brokenJobs(): Job[] {
    return ["1", "2", "3"].map((id) => Object.assign(new Job(), { id, name: null, status: Status.OPEN }));
  }

  @Mutation(() => String)
  @Authorized("write")
  closeJob(@Arg("id", () => ID) id: string): string {
    return `closed ${id}`;
  }

  @FieldResolver(() => String, { nullable: true })
  async flaky(@Root() { id }: Job, @Ctx() { calls }: SampleContext): Promise<string> {
    calls.set("flaky", (calls.get("flaky") ?? 0) + 1);
    if (id === "0") return "fine";
    throw new VendorError({
      code: "RATE_LIMITED",
      vendor: "GREENHOUSE",
      sent: "no",
      message: `Greenhouse asks to slow down (job ${id}).`,
      retryAfterMs: 1500,
      vendorCode: "429",
      vendorRequestId: "gh-1",
    });
  }

  @FieldResolver(() => String)
  async strict(@Root() { id }: Job): Promise<string> {
    if (id === "0") return "fine";
    throw new Error(`password=hunter2 for ${id}`);
  }

  @FieldResolver(() => String)
  strictToo(@Root() { id }: Job): string {
    if (id === "0") return "fine";
    throw new GraphQLError("not two", { extensions: { code: "CONFLICT", seen: 2 } });
  }

  @FieldResolver(() => String, { nullable: true })
  thrownText(): string {
    throw "only text";
  }

  @FieldResolver(() => String, { nullable: true })
  returnedError(): unknown {
    return new GraphQLError("returned", { extensions: { code: "GONE" } });
  }

  @FieldResolver(() => [Opening])
  openings(@Arg("first", () => Int, { defaultValue: 1 }) first: number): Opening[] {
    return Array.from({ length: first }, (_, index) =>
      Object.assign(new Opening(), { id: String(index), seats: index === 1 ? 1.5 : index }),
    );
  }

  @FieldResolver(() => [Int], { nullable: true })
  numbers(): unknown[] {
    return [1, "two", 3];
  }

  @FieldResolver(() => String, { nullable: true })
  @Authorized("vendor-data:read")
  vendorData(): string {
    return "{}";
  }
}

export async function sampleSchema(): Promise<GraphQLSchema> {
  return buildSchema({ resolvers: [JobResolver], orphanedTypes: [Opening], authChecker, validate: true });
}
