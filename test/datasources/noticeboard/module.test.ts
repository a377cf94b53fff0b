import "./enum-value.js";
import { ConfigError, readConfig } from "../../../src/config/config.js";
import { modules } from "./registry.js";
import { NoticeboardWorld } from "./support.js";

const PUBLISH = `mutation {
  publishVacancy(input: { name: "Night cook", description: "<p>Cooks at night.</p>", noticeboard: { place: "Berlin" } }) {
    vacancy { publishedAt expiresAt } operation { outcome }
  }
}`;
const DAY_MS = 86_400_000;

function faultsOf(env: Record<string, string>): unknown {
  try {
    readConfig(env, { vendors: modules });
    return [];
  } catch (error) {
    return error instanceof ConfigError ? error.faults : error;
  }
}

describe("NOTICEBOARD_DISPLAY_DAYS", () => {
  it.each([
    [30, {}],
    [7, { NOTICEBOARD_DISPLAY_DAYS: "7" }],
  ])("shows a notice that says nothing else for %s days where the environment holds %j", async (days, env) => {
    const world = await NoticeboardWorld.start(env);
    const { vacancy, operation } = (await world.data(PUBLISH)).publishVacancy;
    await world.stop();
    expect(operation.outcome).toBe("APPLIED");
    expect(Date.parse(vacancy.expiresAt) - Date.parse(vacancy.publishedAt)).toBe(days * DAY_MS);
  });

  it.each(["0", "91", "a month"])("is a fault of the configuration where it is %j", (value) => {
    expect(faultsOf({ NOTICEBOARD_TOKEN: "t", NOTICEBOARD_DISPLAY_DAYS: value })).toEqual([
      { variable: "NOTICEBOARD_DISPLAY_DAYS", message: "expected a whole number from 1 to 90" },
    ]);
  });
});

describe("NOTICEBOARD_TOKEN", () => {
  it("turns Noticeboard on, and without it Noticeboard is off", () => {
    const modeWith = (env: Record<string, string>) =>
      readConfig({ SANDBOX_VENDORS: "none", ...env }, { vendors: modules }).vendors.find(({ slug }) => slug === "noticeboard")?.mode;
    expect([modeWith({}), modeWith({ NOTICEBOARD_TOKEN: "t" })]).toEqual(["OFF", "LIVE"]);
  });

  it("that the board refuses is CREDENTIALS_REJECTED, and a change with it is not sent", async () => {
    const world = await NoticeboardWorld.start({ NOTICEBOARD_TOKEN: "revoked" });
    const read = await world.data("{ vacancies(vendors: [NOTICEBOARD]) { nodes { id } sources { state failure { code } } } }");
    const { errors } = await world.answer(PUBLISH);
    await world.stop();
    expect(read.vacancies).toEqual({ nodes: [], sources: [{ state: "FAILED", failure: { code: "CREDENTIALS_REJECTED" } }] });
    expect(errors).toMatchObject([{ path: ["publishVacancy"], extensions: { code: "CREDENTIALS_REJECTED" } }]);
    expect(world.board.state.credits).toBe(100);
  });
});

describe("The metrics", () => {
  it("count the board's requests, and the wait of each for its budgets", async () => {
    const world = await NoticeboardWorld.start();
    await world.data("{ vacancies(vendors: [NOTICEBOARD]) { nodes { id } } }");
    const metrics = await world.metrics();
    await world.stop();
    expect(metrics).toContain('hiregraph_vendor_requests_total{vendor="NOTICEBOARD",route="GET /v1/notices",outcome="OK"} 1');
    expect(metrics).toContain('hiregraph_vendor_budget_wait_seconds_count{vendor="NOTICEBOARD"} 1');
  });
});
