import { GraphQLError } from "graphql";
import { ask, runServer, stopServers } from "../run-server.js";

afterEach(stopServers);

describe("What a request's context reports beside the data", () => {
  it("is in the answer's extensions", async () => {
    const { url } = await runServer({}, { context: { extensions: () => ({ sources: ["LINKEDIN"] }) } });
    expect(await ask(url, "{ job(id: 0) { id } }")).toMatchObject({ data: { job: { id: "0" } }, extensions: { sources: ["LINKEDIN"] } });
  });

  it("is among the errors where a field failed in part, is logged, and counts as partial", async () => {
    const tolerated = [new GraphQLError("down", { path: ["job", "name"], extensions: { code: "UNAVAILABLE" } })];
    const { url, metrics } = await runServer({}, { context: { tolerated } });
    const { data, errors } = await ask(url, "{ job(id: 7) { id flaky } }");
    expect(data).toEqual({ job: { id: "7", flaky: null } });
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [["job", "flaky"], "RATE_LIMITED"],
      [["job", "name"], "UNAVAILABLE"],
    ]);
    const { values } = await metrics.graphqlOperations.get();
    expect(values.map(({ labels, value }) => [labels, value])).toEqual([[{ type: "query", outcome: "partial" }, 1]]);
  });

  it("is an internal error with its request id where no context can be made", async () => {
    const createContext = () => {
      throw new Error("no database");
    };
    const { url, log } = await runServer({}, { createContext });
    const { status, errors } = await ask(url, "{ job(id: 0) { id } }", { headers: { "x-request-id": "r1" } });
    expect([status, errors?.[0]?.extensions]).toEqual([500, { code: "INTERNAL_SERVER_ERROR", requestId: "r1" }]);
    expect(JSON.stringify(log)).toContain("no database");
  });
});
