import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "../../../src/context.js";
import { VendorError } from "../../../src/http/vendor-error.js";
import { allThatCan, valueOr } from "../../../src/resolvers/support/partial-results.js";

const INFO = {} as GraphQLResolveInfo;
const down = (message = "down") => new VendorError({ code: "UNAVAILABLE", vendor: "acme", sent: "maybe", message });

/** Keeps what is told beside the data. */
function listening(): { context: Context; told: Error[] } {
  const told: Error[] = [];
  return { context: { tolerate: (error: Error) => told.push(error) } as unknown as Context, told };
}

describe("valueOr", () => {
  it("reports a vendor's failure beside the value", async () => {
    const { context, told } = listening();
    const failure = down();
    expect(await valueOr(context, INFO, Promise.reject(failure), () => "instead")).toBe("instead");
    expect(told).toEqual([failure]);
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
    const { context, told } = listening();
    const asked = [Promise.resolve(1), Promise.reject(down()), Promise.reject(down()), Promise.reject(down("slow")), Promise.resolve(2)];
    expect(await allThatCan(context, INFO, asked)).toEqual([1, 2]);
    expect(told.map(({ message }) => message)).toEqual(["down", "slow"]);
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
