import type { StandInRequest } from "../../../src/sandbox/kit/exchange.js";
import { type Company, HARVESTS, startCompany } from "../../support/company.js";

type Json = Record<string, unknown>;
interface Made {
  operation: { id: string; outcome: string } | null;
  userErrors: { code: string }[];
}

/** What the two APIs call the parts of an opening. All rows hold for both. */
const PARTS = {
  v1: { status: "status", closed: "closed", closeReason: "close_reason", customFields: "keyed_custom_fields" },
  v3: { status: "open", closed: false, closeReason: "close_reason_id", customFields: "custom_fields" },
};

/** Changes whose record, or the record's neighbour, cannot be read: nothing is told of them that nobody knows. */
describe.each(HARVESTS)("Openings of Greenhouse that cannot be read through Harvest %s", (harvest) => {
  const parts = PARTS[harvest];
  let company: Company;
  let job: Company["greenhouse"]["standIn"]["state"]["jobs"][number];

  beforeEach(async () => {
    company = await startCompany({ REQUEST_DEADLINE_MS: "20000" }, undefined, harvest);
    const found = company.greenhouse.standIn.state.jobs.find(
      ({ openings }) => openings.some(({ status }) => status === "open") && openings.some(({ status }) => status === "closed"),
    );
    if (found === undefined) throw new Error("The sample has no such job");
    job = found;
  });
  afterEach(() => company.stop());

  async function make(mutation: string, input: string): Promise<Made> {
    const query = `mutation { ${mutation}(input: ${input}) { operation { id outcome } userErrors { code } } }`;
    const { data, errors } = await company.while(company.graph.ask<Record<string, Made>, object>(query));
    if (errors !== undefined || !data?.[mutation]) throw new Error(errors?.[0]?.message ?? "No answer");
    return data[mutation];
  }

  async function outcome({ operation }: Made): Promise<string | undefined> {
    const query = `{ operation(id: "${operation?.id}") { outcome } }`;
    const { data } = await company.while(company.graph.ask<{ operation: { outcome: string } }, object>(query));
    return data?.operation.outcome;
  }

  const writes = () => company.greenhouse.running.requests.filter(({ method, path }) => method !== "GET" && path !== "/token");
  const isList = ({ path }: StandInRequest) => path.endsWith("/openings");
  /** Changes openings wherever they are shown. */
  const spoil = (which: (opening: Json) => boolean, change: Json) => {
    company.greenhouse.spoil = (_, json: Json) => {
      const openings = [json, ...Object.values(json), ...((json.openings ?? []) as Json[])] as Json[];
      for (const opening of openings) if (typeof opening === "object" && opening !== null && which(opening)) Object.assign(opening, change);
      return json;
    };
  };
  const open = () => job.openings.find(({ status }) => status === "open") ?? { id: 0 };
  const idOf = (opening: { id: number }) => `greenhouse:opening:${job.id}.${opening.id}`;

  it("keep a lost creation in doubt where it may be one of them, and tell how it ended once they can be read", async () => {
    const before = new Set(job.openings.map(({ id }) => id));
    company.greenhouse.running.faults.arm({ kind: "drop-after", method: "POST", path: "/openings$", times: 1 });
    company.greenhouse.spoil = (request, json: Json[]) =>
      isList(request) && Array.isArray(json)
        ? json.map((one) => (before.has(one.id as number) ? one : { ...one, [parts.status]: "new" }))
        : undefined;
    const made = await make("createOpenings", `{ jobId: "greenhouse:job:${job.id}", openings: [{ openingId: "lost" }] }`);
    expect(made.operation?.outcome).toBe("UNCERTAIN");
    await company.clock.advance(60_000);
    expect(await outcome(made)).toBe("UNCERTAIN");
    company.greenhouse.spoil = undefined;
    await company.clock.advance(600_000);
    expect(await outcome(made)).toBe("APPLIED");
    expect(writes()).toHaveLength(1);
  });

  it("do not keep a creation in doubt where they were there before, and are counted among the open ones as far as they say so", async () => {
    const bad = open();
    spoil(({ id }) => id === bad.id, { application_id: "seven" });
    company.greenhouse.running.faults.arm({ kind: "drop-before", method: "POST", path: "/openings$", times: 1 });
    const made = await make("createOpenings", `{ jobId: "greenhouse:job:${job.id}", openings: [{ openingId: "lost" }] }`);
    await company.clock.advance(600_000);
    expect(await outcome(made)).toBe("NOT_APPLIED");
    const room = 100 - job.openings.filter(({ status }) => status === "open").length;
    const texts = Array.from({ length: room + 1 }, (_, index) => `{ openingId: "${index}" }`).join(", ");
    const many = await make("createOpenings", `{ jobId: "greenhouse:job:${job.id}", openings: [${texts}] }`);
    expect(many.userErrors).toMatchObject([{ code: "LIMIT_REACHED" }]);
    // Not by Greenhouse, who would have said so, too.
    expect(writes()).toHaveLength(1);
  });

  it.each([
    ["closeOpening", "", { [parts.status]: "on_hold" }],
    ["updateOpening", ', openingId: "new"', { opening_id: { text: "old" } }],
    ["updateOpening", ', customFields: [{ key: "languages", value: "x" }]', { [parts.customFields]: { languages: 7 } }],
  ])("are not changed where the change goes by it: %s", async (mutation, more, change) => {
    const bad = open();
    spoil(({ id }) => id === bad.id, change);
    await expect(make(mutation, `{ id: "${idOf(bad)}"${more} }`)).rejects.toThrow(
      new RegExp(`opening ${bad.id} .*${Object.keys(change)[0]}`),
    );
    expect(writes()).toEqual([]);
  });

  it("are changed where the change goes by something else", async () => {
    const bad = open();
    spoil(({ id }) => id === bad.id, { opened_at: "soon", opening_id: ["x"] });
    expect((await make("closeOpening", `{ id: "${idOf(bad)}" }`)).operation?.outcome).toBe("APPLIED");
  });

  it("keep a lost closing in doubt where the reason cannot be read that tells whose it was", async () => {
    const bad = open();
    const reason = company.greenhouse.standIn.state.closeReasons[1];
    company.greenhouse.running.faults.arm({ kind: "drop-after", method: "PATCH", times: 1 });
    spoil((one) => one.id === bad.id && one[parts.status] === parts.closed, { [parts.closeReason]: "filled" });
    const made = await make("closeOpening", `{ id: "${idOf(bad)}", closeReasonId: "${reason?.id}" }`);
    expect(made.operation?.outcome).toBe("UNCERTAIN");
    company.greenhouse.spoil = undefined;
    await company.clock.advance(600_000);
    expect(await outcome(made)).toBe("APPLIED");
  });
});
