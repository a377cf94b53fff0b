import { buildSchema, type GraphQLResolveInfo, type GraphQLSchema, isObjectType, responsePathAsArray } from "graphql";

/** Lists of every kind: pages by `first`, lists by ids, and lists that nobody bounds, which hold one record. */
const listsSchema = (): GraphQLSchema =>
  buildSchema(`
  interface Node { id: ID! }
  type Query {
    job(id: ID!): Job
    jobs(first: Int = 2, after: String, areaIds: [ID!]): JobPage!
    nodes(ids: [ID!]!): [Node]!
    timelines(first: Int = 2, jobIds: [ID!]): [Timeline!]!
    lines(first: Int!): [Line!]!
  }
  type Mutation { closeAll(input: CloseInput!): [Payload!]! }
  input CloseInput { ids: [ID!]! more: [MoreInput!] note: String }
  input MoreInput { ids: [ID!] }
  type Payload { job: Job }
  type JobPage { nodes: [Job!]! edges: [JobEdge!]! pageInfo: PageInfo! }
  type JobEdge { node: Job! }
  type PageInfo { endCursor: String }
  type Line { text: String! raw: JSON }
  scalar JSON
  type Timeline { job: Job! }
  type Job implements Node { id: ID! name: String openings(first: Int = 2): OpeningPage! vacancies: [Vacancy!]! tags: [String!]! }
  type OpeningPage { nodes: [Opening!]! }
  type Opening implements Node { id: ID! job: Job! }
  type Vacancy implements Node { id: ID! jobs: [Job!]! }
`);

/** How many records a field has found, by where it stands in the answer. */
export type Lists = Map<string, number>;

/** The same schema with resolvers, which write into `lists`. */
export function answering(lists: Lists = new Map()): GraphQLSchema {
  const schema = listsSchema();
  const records = (type: string, length: unknown, { path }: GraphQLResolveInfo) => {
    const found = Array.from({ length: Number(length) }, (_, index) => ({ __typename: type, id: String(index) }));
    lists.set(`${responsePathAsArray(path).join("/")}/`, found.length);
    return found;
  };
  const page = (type: string, length: unknown, info: GraphQLResolveInfo) => {
    const nodes = records(type, length, info);
    return { nodes, edges: nodes.map((node) => ({ node })), pageInfo: { endCursor: "c" } };
  };
  const job = { __typename: "Job", id: "1" };
  const answers: Record<string, (args: Record<string, unknown>, info: GraphQLResolveInfo) => unknown> = {
    "Query.job": () => job,
    "Query.jobs": ({ first }, info) => page("Job", first, info),
    "Query.nodes": ({ ids }, info) => records("Job", (ids as string[]).length, info),
    "Query.timelines": ({ jobIds, first }, info) => records("Timeline", (jobIds as string[] | undefined)?.length ?? first, info),
    "Query.lines": ({ first }, info) => records("Line", first, info),
    "Job.openings": ({ first }, info) => page("Opening", first, info),
    "Job.vacancies": () => [{ __typename: "Vacancy", id: "1" }],
    "Job.tags": () => ["a", "b"],
    "Vacancy.jobs": () => [job],
    "Mutation.closeAll": ({ input }, info) => records("Payload", (input as { ids: string[] }).ids.length, info),
    "Opening.job": () => job,
    "Timeline.job": () => job,
    "Line.text": () => "a line",
  };
  for (const [name, resolve] of Object.entries(answers)) {
    const [typeName = "", fieldName = ""] = name.split(".");
    const type = schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    if (field === undefined) throw new Error(`There is no ${name}.`);
    field.resolve = (_, args, __, info) => resolve(args, info);
  }
  return schema;
}
