import { ago, healthOf, nameOf, type SourceStatus } from "../../src/web/start/health.js";

const NOW = Date.parse("2026-03-02T10:00:00Z");
const status = (about: Partial<SourceStatus>): SourceStatus => ({
  id: "hiregraph:source:greenhouse~emea",
  mode: "LIVE",
  circuit: "CLOSED",
  coverage: null,
  notice: null,
  lastSuccessAt: null,
  lastFailure: null,
  ...about,
});
const failedAt = (at: string) => ({ at, code: "TIMEOUT", message: "No answer in time." });

describe("A source on the start page", () => {
  it("is named by vendor and account", () => {
    expect([nameOf(status({})), nameOf({ id: "hiregraph:source:linkedin" })]).toEqual(["greenhouse~emea", "linkedin"]);
  });

  it.each([
    ["that is off is not configured", { mode: "OFF" }, "idle", "not configured"],
    ["that nobody has asked is not said to be well", {}, "idle", "not asked yet"],
    ["that answered is well", { lastSuccessAt: "2026-03-02T09:59:20Z" }, "good", "answered 40 s ago"],
    [
      "that answered after a failure is well",
      { lastSuccessAt: "2026-03-02T09:59:20Z", lastFailure: failedAt("2026-03-02T09:00:00Z") },
      "good",
      "answered 40 s ago",
    ],
    [
      "that failed after an answer is not",
      { lastSuccessAt: "2026-03-02T09:00:00Z", lastFailure: failedAt("2026-03-02T09:57:00Z") },
      "bad",
      "failed 3 min ago",
    ],
    [
      "whose circuit is open is not asked",
      { circuit: "OPEN", lastSuccessAt: "2026-03-02T09:59:59Z" },
      "bad",
      "does not answer; not asked for now",
    ],
    ["whose circuit is half open is being tried", { circuit: "HALF_OPEN" }, "unsure", "did not answer; is being tried"],
  ] as const)("%s", (_title, about, tone, words) => {
    expect(healthOf(status(about), NOW)).toMatchObject({ tone, words });
  });

  it("tells its last failure only while that is news, and always its coverage and notice", () => {
    const about = { coverage: "One manager's vacancies.", notice: "Redis is away.", lastFailure: failedAt("2026-03-02T09:57:00Z") };
    expect(healthOf(status(about), NOW).details).toEqual(["TIMEOUT: No answer in time.", "One manager's vacancies.", "Redis is away."]);
    expect(healthOf(status({ ...about, lastSuccessAt: "2026-03-02T09:58:00Z" }), NOW).details).toEqual([
      "One manager's vacancies.",
      "Redis is away.",
    ]);
  });
});

it("How long ago something was is told in one unit, and never in the future", () => {
  expect([-4_000, 4_000, 89_000, 90_000, 5_300_000, 5_400_000].map(ago)).toEqual([
    "just now",
    "just now",
    "89 s ago",
    "2 min ago",
    "88 min ago",
    "2 h ago",
  ]);
});
