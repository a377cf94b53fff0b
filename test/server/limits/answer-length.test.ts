import { buildSchema } from "graphql";
import { isLonger } from "../../../src/server/limits/answer-length.js";
import { queryLimits } from "../../../src/server/limits/limits.js";
import { ask, runServer, stopServers } from "../run-server.js";

afterEach(stopServers);

const TEXT = "x".repeat(100);

/** A field whose length its name does not tell, in a query and in a change. */
async function serve(maxAnswerLength: number) {
  const schema = buildSchema("type Query { text: String } type Mutation { change: String }");
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) field.resolve = () => TEXT;
  }
  return runServer({}, { schema, limits: { ...queryLimits(), maxAnswerLength } });
}

describe("The answer to a query", () => {
  it("may be as long as the limit, and is refused with the limit above it", async () => {
    const { url, log } = await serve(250);
    expect((await ask(url, "{ a: text b: text }")).data).toEqual({ a: TEXT, b: TEXT });
    expect(await ask(url, "{ a: text b: text c: text }")).toEqual({
      status: 200,
      headers: expect.anything(),
      errors: [
        { message: expect.stringMatching(/^The answer would have more than 250 characters/), extensions: { code: "BAD_USER_INPUT" } },
      ],
    });
    expect(log.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("is refused with 400 where the media type is application/graphql-response+json", async () => {
    const { url } = await serve(250);
    const headers = { accept: "application/graphql-response+json" };
    expect((await ask(url, "{ a: text b: text c: text }", { headers })).status).toBe(400);
  });
});

it("the answer to a change is sent however long it is, since the change was made", async () => {
  const { url } = await serve(250);
  expect((await ask(url, "mutation { a: change b: change c: change }")).data).toEqual({ a: TEXT, b: TEXT, c: TEXT });
});

describe("The length of an answer", () => {
  const value = { name: "a text", list: [1, null, true, { inner: ["x", "y"] }], empty: {}, none: [] };

  it("is about that of its JSON", () => {
    const { length } = JSON.stringify(value);
    expect([isLonger(value, length * 1.3), isLonger(value, length / 1.3)]).toEqual([false, true]);
  });

  it("is found however deep a value is", () => {
    expect(isLonger(JSON.parse("[".repeat(100_000) + "]".repeat(100_000)), 1_000_000)).toBe(false);
  });
});
