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

describe("what stands in the place of a field", () => {
  it("is told of, where it is a vendor that fails", async () => {
    const { context, told } = listening();
    const failure = down();
    expect(await valueOr(context, INFO, Promise.reject(failure), () => "instead")).toBe("instead");
    expect(told).toEqual([failure]);
  });

  it("covers no mistake of ours: that fails the field", async () => {
    const { context, told } = listening();
    const bug = new TypeError("ours");
    await expect(valueOr(context, INFO, Promise.reject(bug), () => "instead")).rejects.toBe(bug);
    expect(told).toEqual([]);
  });
});

describe("a list whose items are asked for one by one", () => {
  it("leaves out what cannot be had, and tells once of what failed alike", async () => {
    const { context, told } = listening();
    const asked = [Promise.resolve(1), Promise.reject(down()), Promise.reject(down()), Promise.reject(down("slow")), Promise.resolve(2)];
    expect(await allThatCan(context, INFO, asked)).toEqual([1, 2]);
    expect(told.map(({ message }) => message)).toEqual(["down", "slow"]);
  });

  it("hides no mistake of ours", async () => {
    const { context } = listening();
    const bug = new TypeError("ours");
    await expect(allThatCan(context, INFO, [Promise.resolve(1), Promise.reject(bug)])).rejects.toBe(bug);
  });
});
