// A subgraph of another team: notes on jobs, in memory. It knows of a job no more than its id. PORT=4001 node tools/federation/notes.js
//
// It answers `node` for the whole graph: its own notes it has; of a record of Hiregraph it says the type, which the id tells, and the router reads the rest there.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { buildSchema, graphql } from "graphql";

const TYPES = { job: "Job", opening: "Opening", vacancy: "Vacancy", "job-version": "JobVersion", operation: "Operation" };

const sdl = `
  interface Node { id: ID! }
  type Job implements Node @key(fields: "id") { id: ID!  notes: [Note!]! }
  type Note implements Node @key(fields: "id") { id: ID!  text: String!  job: Job! }
  ${Object.values(TYPES)
    .filter((type) => type !== "Job")
    .map((type) => `type ${type} implements Node @key(fields: "id", resolvable: false) { id: ID! }`)
    .join("\n  ")}
  type PageInfo @shareable { hasNextPage: Boolean!  hasPreviousPage: Boolean!  startCursor: String  endCursor: String }
  type NoteConnection { nodes: [Note!]!  pageInfo: PageInfo! }
  type Query {
    node(id: ID!): Node
    notes(first: Int = 50): NoteConnection!
  }
  type Mutation { addNote(jobId: ID!, text: String!): Note! }
`;

const schema = buildSchema(`
  directive @key(fields: String!, resolvable: Boolean) repeatable on OBJECT
  directive @shareable on OBJECT
  ${sdl}
  scalar _Any
  union _Entity = Job | Note
  type _Service { sdl: String! }
  extend type Query { _entities(representations: [_Any!]!): [_Entity]!  _service: _Service! }
`);

const notes = new Map();

const job = (id) => ({ __typename: "Job", id, notes: () => [...notes.values()].filter((one) => one.jobId === id).map(note) });
const note = ({ id, text, jobId }) => ({ __typename: "Note", id, text, job: job(jobId) });

const own = (id) => (notes.has(id) ? note(notes.get(id)) : null);

function node({ id }) {
  if (id.startsWith("notes:")) return own(id);
  const type = TYPES[id.split(":")[1]];
  if (type === undefined) return null;
  return type === "Job" ? job(id) : { __typename: type, id };
}

const root = {
  node,
  notes: ({ first }) => {
    const found = [...notes.values()];
    return {
      nodes: found.slice(0, first).map(note),
      pageInfo: { hasNextPage: found.length > first, hasPreviousPage: false, startCursor: null, endCursor: null },
    };
  },
  addNote: ({ jobId, text }) => {
    const made = { id: `notes:note:${randomUUID()}`, jobId, text };
    notes.set(made.id, made);
    return note(made);
  },
  _entities: ({ representations }) => representations.map(({ __typename, id }) => (__typename === "Job" ? job(id) : own(id))),
  _service: { sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@key", "@shareable"])\n${sdl}` },
};

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { query, variables, operationName } = JSON.parse(Buffer.concat(chunks).toString());
  const answer = await graphql({ schema, source: query, rootValue: root, variableValues: variables, operationName });
  response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
});
server.listen(Number(process.env.PORT ?? 4001), "127.0.0.1", () => {
  console.log(`The notes listen on http://127.0.0.1:${server.address().port}/graphql`);
});
