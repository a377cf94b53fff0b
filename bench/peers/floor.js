/** The least: node:http, undici, JSON. No GraphQL: what is asked is known by the operation's name. */
import { listen } from "./listen.js";
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

const openingOf = ({ id, openingId, status, openedAt, closedAt }) => ({ id, openingId, status, openedAt, closedAt });
const nestedOf = ({ vendorId, nested }) => ({ nodes: nested.map((opening) => openingOf(toOpening(vendorId)(opening))) });
const board = (jobs) => ({
  jobs: {
    nodes: jobs.map((job) => {
      const { id, name, code, status, departments, locations, createdAt, openedAt } = job;
      return { id, name, code, status, departments, locations, createdAt, openedAt, openings: nestedOf(job) };
    }),
  },
});

const ANSWERS = {
  W0: async () => ({ __typename: "Query" }),
  W1: async () => board(await readJobs(100)),
  W2: async () => {
    const withFields = async ({ id, name, vendorId }) => {
      const openings = (await readOpenings(vendorId)).map(({ id, status, keyed }) => ({
        id,
        status,
        customFields: toCustomFields(keyed),
      }));
      return { id, name, openings: { nodes: openings } };
    };
    return { jobs: { nodes: await Promise.all((await readJobs(50)).map(withFields)) } };
  },
  W3: async ({ ids }) => {
    const [start, end] = ["2023-06-01", "2026-01-01"];
    const native = ids.map(nativeId);
    const batches = [];
    for (let from = 0; from < native.length; from += 10) batches.push(readVersions(native.slice(from, from + 10), start, end));
    return { jobTimeline: (await Promise.all(batches)).flat().map((versions) => ({ start, end, versions })) };
  },
  W4: async () => {
    const nodes = (await readVacancies()).map(({ area, salary, counters, ...own }) => {
      const { id, name, status, url, publishedAt, expiresAt } = own;
      const { from, to, currency, gross } = salary;
      const { views, responses } = counters;
      return {
        id,
        name,
        status,
        url,
        area: { id: area.id, name: area.name },
        salary: { from, to, currency, gross },
        publishedAt,
        expiresAt,
        counters: { views, responses },
      };
    });
    return { vacancies: { nodes } };
  },
  W5: async () => {
    const { id, name, status } = await readJob(4_000_000);
    return { job: { id, name, status } };
  },
  W6: async () => ({
    jobs: { nodes: (await readJobs(50)).map((job) => ({ id: job.id, name: job.name, openings: nestedOf(job) })) },
  }),
  W7: async ({ id }) => {
    const { opening } = await closeOpening(id);
    return { closeOpening: { opening: { id, status: opening.status } } };
  },
  W8: async () => board(await readJobs(50)),
  W8c: async () => board(await readJobs(50)),
  W9: async () => board(await readJobs(100)),
  W9e: async () => board(await readJobs(100)),
};

listen(async (body) => {
  const { operationName, variables } = JSON.parse(body);
  return JSON.stringify({ data: await ANSWERS[operationName](variables) });
});
