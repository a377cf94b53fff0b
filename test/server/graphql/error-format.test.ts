import { ask, runServer, stopServers } from "../run-server.js";

afterEach(stopServers);

describe("An error that a client sees", () => {
  it("names each field of an input that is not valid, by its path and with what was expected", async () => {
    const { url } = await runServer();
    const { errors } = await ask(
      url,
      'mutation M { __typename } query Q { echo(input: { id: "far too long", seats: [{ count: 1 }, { count: 0 }] }) }',
      {
        operationName: "Q",
      },
    );
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.extensions).toEqual({
      code: "BAD_USER_INPUT",
      fields: [
        { path: ["input", "id"], message: "input.id: use letters and digits only" },
        { path: ["input", "id"], message: "input.id must be shorter than or equal to 10 characters" },
        { path: ["input", "seats", "1", "count"], message: "input.seats.1.count must not be less than 1" },
      ],
    });
    expect(errors?.[0]?.message).toContain("input.seats.1.count must not be less than 1");
    expect(errors?.[0]?.message).toMatch(/Correct these and send it again\.$/);
  });

  it("starts the path at the argument where arguments are validated together", async () => {
    const { url } = await runServer();
    const { errors } = await ask(url, "{ jobs(first: 0) { id } }");
    expect(errors?.[0]?.extensions).toEqual({
      code: "BAD_USER_INPUT",
      fields: [{ path: ["first"], message: "first must not be less than 1" }],
    });
  });

  it("names the place in a variable that does not fit its type", async () => {
    const { url } = await runServer();
    const answer = await ask(url, "query ($input: JobInput!) { echo(input: $input) }", {
      variables: { input: { id: "a", seats: [{ count: "x" }] } },
    });
    expect(answer.status).toBe(200);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", fields: [{ path: ["input", "seats", "0", "count"] }] });
    expect(answer.errors?.[0]?.message).not.toContain("..");
    const missing = await ask(url, "query ($input: JobInput!) { echo(input: $input) }");
    expect(missing.errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", fields: [{ path: ["input"] }] });
  });

  it("is the client's fault where an argument is missing only at run time", async () => {
    const { url, log } = await runServer();
    const { errors } = await ask(url, "query ($first: Int = 1) { job(id: 1) { openings(first: $first) { id } } }", {
      variables: { first: null },
    });
    expect(errors?.[0]?.extensions).toEqual({ code: "BAD_USER_INPUT" });
    expect(log.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("says what can be done about a vendor's failure, and is logged as a warning", async () => {
    const { url, log } = await runServer();
    const { errors, data } = await ask(url, "{ job(id: 1) { id flaky } }");
    expect(data).toEqual({ job: { id: "1", flaky: null } });
    expect(errors?.[0]).toMatchObject({
      message: "Greenhouse asks to slow down (job 1).",
      path: ["job", "flaky"],
      extensions: {
        code: "RATE_LIMITED",
        vendor: "GREENHOUSE",
        retryable: true,
        retryAfterMs: 1500,
        vendorCode: "429",
        vendorRequestId: "gh-1",
      },
    });
    expect(log).toContainEqual(expect.objectContaining({ level: "warn", path: ["job", "flaky"] }));
  });

  it("hides an unknown cause, which is logged under the same request id", async () => {
    const { url, log } = await runServer();
    const answer = await ask(url, "{ job(id: 1) { strict } }", { headers: { "x-request-id": "r2" } });
    expect(JSON.stringify(answer)).not.toContain("hunter2");
    expect(answer.errors?.[0]).toMatchObject({ path: ["job", "strict"], extensions: { code: "INTERNAL_SERVER_ERROR", requestId: "r2" } });
    expect(Object.keys(answer.errors?.[0]?.extensions ?? {})).toEqual(["code", "requestId"]);
    const records = log.filter(({ level }) => level === "error");
    expect(records).toEqual([
      expect.objectContaining({ requestId: "r2", err: expect.objectContaining({ message: "password=hunter2 for 1" }) }),
    ]);
  });

  it("passes a resolver's own GraphQL error as it is, and logs nothing", async () => {
    const { url, log } = await runServer();
    const { errors } = await ask(url, "{ job(id: 1) { strictToo } }");
    expect(errors?.[0]).toMatchObject({ message: "not two", extensions: { code: "CONFLICT", seen: 2 } });
    expect(log.filter(({ level }) => level === "error" || level === "warn")).toEqual([]);
  });
});
