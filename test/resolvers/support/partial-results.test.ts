import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "../../../src/context.js";
import { UnreadableRecord } from "../../../src/http/checks/record-check.js";
import { AllowanceSpent, VendorError } from "../../../src/http/vendor-error.js";
import type { OpenedDatasources } from "../../../src/reads/opened-datasources.js";
import { SourceReports } from "../../../src/reads/source-reports.js";
import { allThatCan, readable, valueOr } from "../../../src/resolvers/support/partial-results.js";
import type { SourceReport } from "../../../src/schema/vendor/vendor.type.js";
import { ManualClock } from "../../support/clock.js";

const INFO = {} as GraphQLResolveInfo;
const down = (message = "down") => new VendorError({ code: "UNAVAILABLE", vendor: "GREENHOUSE", sent: "maybe", message });
const unreadable = (isShown: boolean) =>
  new UnreadableRecord(
    { name: "opening", idField: "id" },
    { response: { vendor: "GREENHOUSE", account: "emea", status: 200, headers: {} }, route: "GET /openings" },
    { id: "1", raw: {}, faults: [{ path: ["status"], message: "is no text" }], isShown },
  );

/** Keeps what is told beside the data: in errors, and of sources in the extensions. */
function listening(): { context: Context; told: Error[]; sources: () => SourceReport[] } {
  const told: Error[] = [];
  const opened = { of: () => undefined, askedAt: () => undefined } as unknown as OpenedDatasources;
  const sources = new SourceReports({ clock: new ManualClock(), opened, onError: () => undefined });
  const context = { tolerate: (error: Error) => told.push(error), graph: { sources } } as unknown as Context;
  return { context, told, sources: () => sources.unreported() };
}

describe("valueOr", () => {
  it("reports a vendor's failure beside the value", async () => {
    const { context, told, sources } = listening();
    const failure = down();
    expect(await valueOr(context, INFO, Promise.reject(failure), () => "instead")).toBe("instead");
    expect(told).toEqual([failure]);
    expect(sources()).toMatchObject([{ vendor: "GREENHOUSE", account: "default", state: "FAILED", failure: { message: "down" } }]);
  });

  it("reports a vendor that lacks the record as one that has answered", async () => {
    const { context, told, sources } = listening();
    const missing = new VendorError({ code: "NOT_FOUND", vendor: "GREENHOUSE", sent: "yes", message: "no such job" });
    await valueOr(context, INFO, Promise.reject(missing), () => null);
    expect(told).toEqual([missing]);
    expect(sources()).toEqual([]);
  });

  it("reports a vendor that was not asked because the operation may send no more as one without a failure", async () => {
    const { context, told, sources } = listening();
    await valueOr(context, INFO, Promise.reject(new AllowanceSpent({ vendor: "LINKEDIN", account: "emea" }, "GET /jobs", 1)), () => null);
    expect(told).toHaveLength(1);
    expect(sources()).toMatchObject([{ vendor: "LINKEDIN", account: "emea", state: "FAILED", failure: null }]);
  });

  it("reports a vendor whose record cannot be read as one that has answered in part", async () => {
    const { context, told, sources } = listening();
    await valueOr(context, INFO, Promise.reject(unreadable(false)), () => null);
    expect(told).toHaveLength(1);
    expect(sources()).toMatchObject([{ vendor: "GREENHOUSE", account: "emea", state: "INCOMPLETE", failure: { code: "BAD_RESPONSE" } }]);
  });

  it("fails the field for an internal error", async () => {
    const { context, told } = listening();
    const bug = new TypeError("ours");
    await expect(valueOr(context, INFO, Promise.reject(bug), () => "instead")).rejects.toBe(bug);
    expect(told).toEqual([]);
  });
});

describe("allThatCan", () => {
  it("leaves out items that fail, and reports failures of one kind once", async () => {
    const { context, told, sources } = listening();
    const asked = [Promise.resolve(1), Promise.reject(down()), Promise.reject(down()), Promise.reject(down("slow")), Promise.resolve(2)];
    expect(await allThatCan(context, INFO, asked)).toEqual([1, 2]);
    expect(told.map(({ message }) => message)).toEqual(["down", "slow"]);
    expect(sources()).toMatchObject([{ vendor: "GREENHOUSE", state: "FAILED" }]);
  });

  it("reports what two accounts say in the same words for each", async () => {
    const { context, told } = listening();
    const refused = (account?: string) => new VendorError({ code: "REJECTED", vendor: "acme", account, sent: "yes", message: "refused" });
    expect(
      await allThatCan(
        context,
        INFO,
        [refused(), refused("emea"), refused("emea")].map((error) => Promise.reject(error)),
      ),
    ).toEqual([]);
    expect(told).toMatchObject([{ account: undefined }, { account: "emea" }]);
  });

  it("fails the list for an internal error", async () => {
    const { context } = listening();
    const bug = new TypeError("ours");
    await expect(allThatCan(context, INFO, [Promise.resolve(1), Promise.reject(bug)])).rejects.toBe(bug);
  });
});

describe("readable", () => {
  it.each([true, false])("reports the source of records that cannot be read as incomplete, where they are shown in part: %s", (isShown) => {
    const { context, told, sources } = listening();
    expect(readable(context, INFO, { records: ["sound"], unreadable: [unreadable(isShown)] })).toEqual(["sound"]);
    expect(told).toHaveLength(1);
    expect(sources()).toMatchObject([{ vendor: "GREENHOUSE", account: "emea", state: "INCOMPLETE", failure: { code: "BAD_RESPONSE" } }]);
  });
});
