/** A first server, as one would write it: Apollo Server standalone and fetch, a request for each record whose field is asked. */
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { resolvers, typeDefs } from "./schema.js";
import { nativeId, toJob, toOpening, toVacancy, toVersion } from "./vendors.js";

const [, , origin] = process.argv;
const headers = { "content-type": "application/json" };

async function read(path, { method = "GET", json } = {}) {
  return (await fetch(origin + path, { method, headers, body: json && JSON.stringify(json) })).json();
}

const server = new ApolloServer({
  typeDefs,
  resolvers: {
    Query: {
      ...resolvers.Query,
      job: async (_, { id }) => toJob(await read(`/v1/jobs/${nativeId(id)}`)),
      jobs: async (_, { first }) => ({ nodes: (await read(`/v1/jobs?per_page=${first}`)).map(toJob) }),
      vacancies: async () => ({
        nodes: (await read("/employers/1455/vacancies/active?per_page=50&manager_id=17")).items.map(toVacancy),
      }),
    },
    Job: {
      openings: async ({ vendorId }) => ({
        nodes: (await read(`/v1/jobs/${vendorId}/openings?per_page=500`)).map(toOpening(vendorId)),
      }),
    },
    Opening: resolvers.Opening,
    JobTimeline: {
      versions: async ({ id, start, end }) => {
        const json = { job_ids: [id], start_date: start, end_date: end, fields: [] };
        const { data } = await read("/open-apis/corehr/v2/jobs/query_multi_timeline", { method: "POST", json });
        return data.items[0].job_version_data
          .filter((version) => version.effective_date < end && version.expiration_date > start)
          .map(toVersion);
      },
    },
    Mutation: {
      closeOpening: async (_, { input: { id } }) => {
        const [jobId, openingId] = nativeId(id).split(".");
        const path = `/v1/jobs/${jobId}/openings/${openingId}`;
        const opening = toOpening(jobId)(await read(path));
        if (opening.status === "OPEN") await read(path, { method: "PATCH", json: { status: "closed" } });
        return { opening: { ...opening, status: "CLOSED" } };
      },
    },
  },
});
const { url } = await startStandaloneServer(server, { listen: { port: 0, host: "127.0.0.1" } });
process.send(url);
