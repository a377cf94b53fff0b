/** The part of the graph that the bench asks, with resolvers as one would write them who knows DataLoader. */
import DataLoader from "dataloader";
import {
  closeOpening,
  nativeId,
  readJob,
  readJobs,
  readOpenings,
  readVacancies,
  readVersions,
  toCustomFields,
  toOpening,
} from "./vendors.js";

export const typeDefs = /* GraphQL */ `
  scalar JSON
  scalar DateTime
  scalar LocalDate

  type CustomField { key: String! name: String! type: String! value: JSON }
  type Opening { id: ID! openingId: String status: String! openedAt: DateTime closedAt: DateTime customFields: [CustomField!]! }
  type OpeningConnection { nodes: [Opening!]! }
  type Job {
    id: ID! name: String! code: String status: String! departments: [String!]! locations: [String!]!
    createdAt: DateTime openedAt: DateTime
    openings(first: Int = 50): OpeningConnection!
  }
  type JobConnection { nodes: [Job!]! }
  type JobVersion {
    id: ID! effectiveDate: LocalDate! expirationDate: LocalDate active: Boolean code: String name: String!
  }
  type JobTimeline { start: LocalDate! end: LocalDate! versions: [JobVersion!]! }
  type NamedRef { id: ID! name: String! }
  type Salary { from: Float to: Float currency: String! gross: Boolean }
  type VacancyCounters { views: Int responses: Int }
  type Vacancy {
    id: ID! name: String! status: String! url: String area: NamedRef salary: Salary
    publishedAt: DateTime expiresAt: DateTime counters: VacancyCounters
  }
  type VacancyConnection { nodes: [Vacancy!]! }
  type Query {
    job(id: ID!): Job
    jobs(first: Int = 50): JobConnection!
    jobTimeline(start: LocalDate!, end: LocalDate!, jobIds: [ID!]!): [JobTimeline!]!
    vacancies(first: Int = 50): VacancyConnection!
  }
  input CloseOpeningInput { id: ID! }
  type OpeningPayload { opening: Opening }
  type Mutation { closeOpening(input: CloseOpeningInput!): OpeningPayload! }
`;

/** For one request. */
export function createLoaders() {
  return {
    openings: new DataLoader((jobIds) => Promise.all(jobIds.map(readOpenings))),
    versions: new DataLoader(
      (keys) =>
        readVersions(
          keys.map(({ id }) => id),
          keys[0].start,
          keys[0].end,
        ),
      {
        maxBatchSize: 10,
        cacheKeyFn: ({ id, start, end }) => `${id} ${start} ${end}`,
      },
    ),
  };
}

/** Whether a copy that came with the job will do: it lacks custom fields. */
const needsWhole = (info) =>
  info.fieldNodes.some(({ selectionSet }) =>
    selectionSet.selections.some((nodes) => nodes.selectionSet.selections.some((field) => field.name.value === "customFields")),
  );

export const resolvers = {
  Query: {
    job: (_, { id }) => readJob(nativeId(id)),
    jobs: async (_, { first }) => ({ nodes: await readJobs(first) }),
    jobTimeline: (_, { start, end, jobIds }) => jobIds.map((id) => ({ id: nativeId(id), start, end })),
    vacancies: async () => ({ nodes: await readVacancies() }),
  },
  Job: {
    // No promise where the openings came with the job.
    openings: ({ vendorId, nested }, { first }, { loaders }, info) => {
      if (!needsWhole(info)) return { nodes: nested.slice(0, first).map(toOpening(vendorId)) };
      return loaders.openings.load(vendorId).then((openings) => ({ nodes: openings.slice(0, first) }));
    },
  },
  Opening: { customFields: ({ keyed }) => toCustomFields(keyed) },
  JobTimeline: { versions: ({ id, start, end }, _, { loaders }) => loaders.versions.load({ id, start, end }) },
  Mutation: { closeOpening: (_, { input }) => closeOpening(input.id) },
};
