import { type CollectedSpan, Collector } from "../support/collector.js";
import { type Company, startCompany } from "../support/company.js";

const BOARD = "query Board { jobs(vendors: [GREENHOUSE], first: 3) { nodes { id name } } }";
const PARENT = { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", tracestate: "shop=1", baggage: "customer=ivanov" };

const SERVER = 2;
const CLIENT = 3;
const ERROR = 2;

describe("An operation", () => {
  let collector: Collector;
  let company: Company;
  let log: Record<string, unknown>[];
  const start = async (env: Record<string, string> = {}) => {
    log = [];
    company = await startCompany(
      { LOG_LEVEL: "info", OTEL_EXPORTER_OTLP_ENDPOINT: collector.origin, OTEL_EXPORTER_OTLP_PROTOCOL: "http/json", ...env },
      log,
    );
  };
  beforeEach(async () => {
    collector = await Collector.start();
  });
  afterEach(() => collector.close());

  const ask = (query: string, headers: Record<string, string> = {}) => company.while(company.graph.ask(query, {}, headers));
  /** A server that stops sends what it has. */
  const spansAtTheEnd = async (): Promise<{ operations: CollectedSpan[]; requests: CollectedSpan[] }> => {
    await company.stop();
    const { spans } = collector;
    return { operations: spans.filter(({ kind }) => kind === SERVER), requests: spans.filter(({ kind }) => kind === CLIENT) };
  };
  const lines = () => log.filter(({ msg }) => msg === "answered");

  it("is a span below the client's, and each request to a vendor a span below its own; a vendor is told nothing of it", async () => {
    await start({ OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=test" });
    await ask(BOARD, { ...PARENT, "x-request-id": "request-1" });
    const [sent] = company.greenhouse.running.requests;
    expect(Object.keys(sent?.headers ?? {})).toContain("authorization");
    expect(Object.keys(sent?.headers ?? {})).not.toEqual(expect.arrayContaining([expect.stringMatching(/trace|baggage/)]));
    const { operations, requests } = await spansAtTheEnd();
    expect(operations).toMatchObject([
      {
        name: "query",
        traceId: "0af7651916cd43dd8448eb211c80319c",
        parentSpanId: "b7ad6b7169203331",
        status: { code: 0 },
        resource: { "service.name": "hiregraph", "service.version": "0.1.0", "deployment.environment.name": "test" },
      },
    ]);
    // The document is not among them.
    expect(operations[0]?.attributes).toEqual({
      "graphql.operation.type": "query",
      "graphql.operation.name": "Board",
      "hiregraph.outcome": "ok",
      "hiregraph.request_id": "request-1",
    });
    expect(requests).toMatchObject([
      { name: "GET /v1/jobs", traceId: "0af7651916cd43dd8448eb211c80319c", parentSpanId: operations[0]?.spanId, status: { code: 0 } },
    ]);
    expect(requests[0]?.attributes).toEqual({
      "http.request.method": "GET",
      "http.response.status_code": 200,
      "server.address": "127.0.0.1",
      "server.port": Number(new URL(company.greenhouse.running.origin).port),
      "hiregraph.source": "GREENHOUSE",
      "hiregraph.route": "GET /v1/jobs",
      "hiregraph.intent": "read",
      "hiregraph.budget.wait_ms": 0,
    });
  });

  it("has a span for each attempt of a read that is repeated", async () => {
    await start();
    company.greenhouse.running.faults.arm({ kind: "status", status: 503, path: "^/v1/jobs", times: 1 });
    await ask(BOARD);
    const { operations, requests } = await spansAtTheEnd();
    expect(requests.map(({ parentSpanId }) => parentSpanId)).toEqual([operations[0]?.spanId, operations[0]?.spanId]);
    expect(requests[0]).toMatchObject({
      status: { code: ERROR },
      attributes: { "http.response.status_code": 503, "error.type": "UNAVAILABLE" },
    });
    expect(requests[1]).toMatchObject({ status: { code: 0 }, attributes: { "http.response.status_code": 200 } });
  });

  it("that shares another's request says so, with a link to it: the request has one span", async () => {
    await start();
    await company.while(Promise.all(["A", "B", "C"].map((name) => company.graph.ask(BOARD.replace("Board", name), {}, {}))));
    const { operations, requests } = await spansAtTheEnd();
    expect(requests).toHaveLength(1);
    const [opener] = operations.filter(({ spanId }) => spanId === requests[0]?.parentSpanId);
    const others = operations.filter((operation) => operation !== opener);
    expect(opener?.events).toEqual([]);
    expect(others).toHaveLength(2);
    for (const { events, links } of others) {
      expect(events).toEqual([{ name: "coalesced", attributes: { "hiregraph.source": "GREENHOUSE", "hiregraph.route": "GET /v1/jobs" } }]);
      expect(links).toMatchObject([{ traceId: opener?.traceId, spanId: opener?.spanId }]);
    }
  });

  it("that was answered together with the same one under way says so, with a link to it", async () => {
    await start();
    await ask(BOARD);
    await company.while(Promise.all([1, 2].map(() => company.graph.ask(BOARD, {}, {}))));
    const { operations, requests } = await spansAtTheEnd();
    expect(requests).toHaveLength(2);
    const [opener, joined] = operations.slice(1).toSorted((one, other) => one.events.length - other.events.length);
    expect([opener?.events, joined?.events]).toEqual([[], [{ name: "joined", attributes: {} }]]);
    expect(joined?.links).toMatchObject([{ traceId: opener?.traceId, spanId: opener?.spanId }]);
  });

  it("that fails is told by the code of its error, never by its message", async () => {
    await start();
    await ask("query Slip { jobs { nodes { salary } } }");
    await ask("{ jobs(");
    const { operations } = await spansAtTheEnd();
    expect(operations.map(({ name, status, attributes }) => [name, status.code, attributes["error.type"]])).toEqual([
      ["GraphQL Operation", ERROR, "GRAPHQL_VALIDATION_FAILED"],
      ["GraphQL Operation", ERROR, "GRAPHQL_PARSE_FAILED"],
    ]);
  });

  it("shows no secret that its caller put into a name", async () => {
    await start({ HEADHUNTER_ACCESS_TOKEN: "SandboxAccessToken" });
    await ask("query SandboxAccessToken { vendors { vendor } }", { "x-request-id": "SandboxAccessToken" });
    const { operations } = await spansAtTheEnd();
    expect(operations).toMatchObject([{ attributes: { "graphql.operation.name": "[redacted]", "hiregraph.request_id": "[redacted]" } }]);
    expect(JSON.stringify(log)).not.toContain("SandboxAccessToken");
  });

  it.each([
    ["no trace", "00-00000000000000000000000000000000-b7ad6b7169203331-01"],
    ["no span", "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01"],
    ["a version that is none", "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"],
    ["two of them", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"],
    ["much more", `00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-${"0".repeat(8_000)}`],
    ["something else", '{"__proto__":1}\t"'],
  ])("of a client that names %s begins a trace of its own, and is answered", async (_what, traceparent) => {
    await start();
    const answer = await ask(BOARD, { traceparent, tracestate: "a=b,".repeat(400), baggage: `${"k=v,".repeat(400)};;=` });
    expect(answer.errors).toBeUndefined();
    const { operations } = await spansAtTheEnd();
    expect(operations).toHaveLength(1);
    expect(operations[0]?.parentSpanId).toBeUndefined();
    expect(operations[0]?.traceId).not.toBe("0af7651916cd43dd8448eb211c80319c");
    expect(lines()[0]?.traceId).toBe(operations[0]?.traceId);
  });

  it("is told nowhere where the client's trace is not sampled, or none is; the log names it all the same", async () => {
    await start();
    await ask(BOARD, { traceparent: PARENT.traceparent.replace(/01$/, "00") });
    expect(await spansAtTheEnd()).toEqual({ operations: [], requests: [] });
    expect(lines()[0]?.traceId).toBe("0af7651916cd43dd8448eb211c80319c");
    await start({ OTEL_TRACES_SAMPLER: "always_off" });
    await ask(BOARD, PARENT);
    expect(await spansAtTheEnd()).toEqual({ operations: [], requests: [] });
  });

  it("takes no client's trace where OTEL_PROPAGATORS leaves it out", async () => {
    await start({ OTEL_PROPAGATORS: "none", OTEL_SERVICE_NAME: "graph-of-hr" });
    await ask(BOARD, PARENT);
    const { operations } = await spansAtTheEnd();
    expect(operations).toMatchObject([{ resource: { "service.name": "graph-of-hr" } }]);
    expect(operations[0]?.parentSpanId).toBeUndefined();
  });

  it("is sent as Protocol Buffers where nothing else is asked for, with the headers that are set", async () => {
    await start({ OTEL_EXPORTER_OTLP_PROTOCOL: "", OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20collector-token-1" });
    await ask(BOARD);
    await company.stop();
    const [sent] = collector.exports;
    expect(sent).toMatchObject({
      path: "/v1/traces",
      headers: { "content-type": "application/x-protobuf", authorization: "Bearer collector-token-1" },
    });
    expect(sent?.body.includes("graphql.operation.name")).toBe(true);
  });

  it("is answered as ever while the collector is away, and the log says so once", async () => {
    await start({
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1",
      OTEL_EXPORTER_OTLP_TIMEOUT: "200",
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: "1",
    });
    for (let times = 0; times < 5; times += 1) expect((await ask(BOARD)).errors).toBeUndefined();
    await company.stop();
    const warnings = log.filter(({ level }) => level === "warn");
    expect(warnings).toMatchObject([{ msg: expect.stringContaining("OTEL_EXPORTER_OTLP_ENDPOINT") }]);
  });

  it("has all that matters in one line of the log", async () => {
    await start({ OTEL_EXPORTER_OTLP_ENDPOINT: "" });
    await ask(BOARD, PARENT);
    await ask("{ nope }");
    expect(lines()[0]).toMatchObject({
      operation: "Board",
      type: "query",
      caller: expect.any(String),
      ms: expect.any(Number),
      outcome: "ok",
      vendors: ["GREENHOUSE"],
      requests: 1,
      traceId: "0af7651916cd43dd8448eb211c80319c",
    });
    expect(lines()[1]).toMatchObject({ outcome: "error", vendors: [], requests: 0 });
    expect(lines()[1]).not.toHaveProperty("traceId");
    await company.stop();
    expect(collector.exports).toEqual([]);
  });
});
