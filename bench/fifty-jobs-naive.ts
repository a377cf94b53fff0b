/** A first server over Greenhouse, as one would write it: `node fifty-jobs-naive.js naive <origin of the stand-in>`. */
import "reflect-metadata";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { Arg, buildSchema, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from "type-graphql";

const [, , , origin = ""] = process.argv;
const HEADERS = { authorization: `Basic ${Buffer.from("sandbox-token:").toString("base64")}` };

async function read<Data>(path: string): Promise<Data> {
  return (await (await fetch(origin + path, { headers: HEADERS })).json()) as Data;
}

@ObjectType()
class Opening {
  @Field(() => ID)
  id: string;
  @Field(() => String)
  status: string;
}

@ObjectType()
class OpeningConnection {
  @Field(() => [Opening])
  nodes: Opening[];
}

@ObjectType()
class Job {
  @Field(() => ID)
  id: string;
  @Field(() => String)
  name: string;
}

@ObjectType()
class JobConnection {
  @Field(() => [Job])
  nodes: Job[];
}

/** A request for the list, and one for each job's openings. */
@Resolver(() => Job)
class JobResolver {
  @Query(() => JobConnection)
  async jobs(@Arg("first", () => Int) first: number): Promise<JobConnection> {
    return { nodes: await read<Job[]>(`/v1/jobs?per_page=${first}`) };
  }

  @FieldResolver(() => OpeningConnection)
  async openings(@Root() { id }: Job, @Arg("first", () => Int) first: number): Promise<OpeningConnection> {
    return { nodes: await read<Opening[]>(`/v1/jobs/${id}/openings?per_page=${first}`) };
  }
}

const server = new ApolloServer({ schema: await buildSchema({ resolvers: [JobResolver], validate: true }) });
const { url } = await startStandaloneServer(server, { listen: { port: 0, host: "127.0.0.1" } });
process.on("message", () => process.send?.(process.cpuUsage()));
process.send?.(url);
