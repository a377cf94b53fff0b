/** One server under load, in a process of its own: `node server-target.js <target>`. Tells its port to who started it. */
import { Secrets } from "../src/secrets/secrets.js";
import "reflect-metadata";
import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import fastifyApollo from "@as-integrations/fastify";
import { fastify } from "fastify";
import { Arg, buildSchema, Field, ID, Int, ObjectType, Query, Resolver } from "type-graphql";
import type { RequestContext } from "../src/server/graphql/request-context.js";
import { createServer } from "../src/server/server.js";
import { createLogger } from "../src/telemetry/logger.js";
import { createMetrics } from "../src/telemetry/metrics.js";

@ObjectType({ simpleResolvers: true })
class Place {
  @Field(() => String)
  city: string;
  @Field(() => String, { nullable: true })
  country: string | null;
}

@ObjectType({ simpleResolvers: true })
class Job {
  @Field(() => ID)
  id: string;
  @Field(() => String)
  name: string;
  @Field(() => String)
  status: string;
  @Field(() => Int)
  seats: number;
  @Field(() => Place)
  place: Place;
}

const JOBS: Job[] = Array.from({ length: 1000 }, (_, index) =>
  Object.assign(new Job(), {
    id: `greenhouse:job:${index}`,
    name: `Engineer ${index}`,
    status: "OPEN",
    seats: index % 7,
    place: Object.assign(new Place(), { city: "Berlin", country: "DE" }),
  }),
);

@Resolver()
class JobResolver {
  @Query(() => [Job])
  jobs(@Arg("first", () => Int) first: number): Job[] {
    return first === JOBS.length ? JOBS : JOBS.slice(0, first);
  }
}

/** The least any server could do: no GraphQL, the rows as they are. */
async function startFloor(): Promise<string> {
  const server = createHttpServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { variables } = JSON.parse(Buffer.concat(chunks).toString()) as { variables: { first: number } };
      const body = JSON.stringify({ data: { jobs: variables.first === JOBS.length ? JOBS : JOBS.slice(0, variables.first) } });
      response.writeHead(200, { "content-type": "application/json; charset=utf-8", "content-length": Buffer.byteLength(body) });
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

async function startOurs(): Promise<string> {
  const secrets = new Secrets();
  const server = await createServer<RequestContext>({
    schema: await buildSchema({ resolvers: [JobResolver], validate: true }),
    config: {
      host: "127.0.0.1",
      port: 0,
      auth: { tokens: [], allowAnonymous: false },
      corsOrigins: [],
      requestDeadlineMs: 30_000,
      maxNodes: 20_000,
    },
    // The line for each answer is written, to nowhere.
    logger: createLogger({ level: "info", secrets }, { write: () => {} }),
    metrics: createMetrics(),
    secrets,
    createContext: (input) => input,
    readiness: async () => true,
  });
  return `${(await server.listen()).url}/graphql`;
}

async function startStandalone(): Promise<string> {
  const server = new ApolloServer({ schema: await buildSchema({ resolvers: [JobResolver], validate: true }) });
  return (await startStandaloneServer(server, { listen: { port: 0, host: "127.0.0.1" } })).url;
}

/** Apollo's integration of the framework that we use, as it comes. */
async function startInFastify(): Promise<string> {
  const server = new ApolloServer({ schema: await buildSchema({ resolvers: [JobResolver], validate: true }) });
  await server.start();
  const app = fastify();
  await app.register(fastifyApollo(server));
  return `${await app.listen({ host: "127.0.0.1", port: 0 })}/graphql`;
}

const TARGETS: Record<string, () => Promise<string>> = {
  floor: startFloor,
  ours: startOurs,
  "apollo in fastify": startInFastify,
  "apollo standalone": startStandalone,
};

const start = TARGETS[process.argv[2] ?? ""];
if (start === undefined) throw new Error(`Name one of: ${Object.keys(TARGETS).join(", ")}`);
const url = await start();
// Processor time, which other work on the machine disturbs far less than the rate.
process.on("message", () => process.send?.(process.cpuUsage()));
process.send?.(url);
