import { fieldsInQuestion, readsAsAsked } from "../../../src/datasources/greenhouse/greenhouse.custom-fields.js";
import { toCustomFields } from "../../../src/datasources/greenhouse/greenhouse.mapping.js";
import { toJob, toWholeOpening } from "../../../src/datasources/greenhouse/v1/harvest-v1.mapping.js";
import { harvestV1Policy } from "../../../src/datasources/greenhouse/v1/harvest-v1.policy.js";
import { wireJob } from "../../../src/datasources/greenhouse/v1/harvest-v1.wire.js";
import type { VendorResponse } from "../../../src/http/request.js";
import { sourceOf } from "../../../src/schema/common/source.js";
import type { CustomField } from "../../../src/schema/opening/custom-field.type.js";
import { Vendor } from "../../../src/schema/vendor/vendor.type.js";
import { read } from "../../support/records.js";

const SOURCE = sourceOf(Vendor.GREENHOUSE);

/** Parts of the mapping that the sample company shows no example of. */

describe("a job's locations", () => {
  it.each([
    [{ name: "HQ", location: { name: "New York, United States" } }, "New York, United States"],
    [{ name: "HQ", location: { name: "" } }, "HQ"],
    [{ name: "HQ", location: { name: null } }, "HQ"],
    [{ name: "HQ", location: null }, "HQ"],
  ])("of the office %j are %j", (office, location) => {
    expect(toJob(SOURCE, { id: 1, name: "x", status: "open", offices: [null, office] }).locations).toEqual([location]);
  });
});

it("a department or an office without a name is left out of a job, and costs neither the job nor the others", () => {
  const departments = [{ name: null }, {}, { name: "Sales" }];
  const wire = read({ id: 1, name: "x", status: "open", departments, offices: [{ name: null }, {}, { name: "HQ" }] }, wireJob);
  expect(toJob(SOURCE, wire)).toMatchObject({ departments: ["Sales"], locations: ["HQ"] });
});

it("a whole opening has no undefined in it: what it lacks the organisation does not have", () => {
  expect(toWholeOpening(SOURCE, { id: 2, status: "closed" }, "1")).toMatchObject({ closeReason: null, customFields: [] });
});

it("a custom field that is null is none, and one that says nothing of itself goes by its key", () => {
  expect(toCustomFields({ gone: null, level: { value: undefined } })).toEqual([
    { key: "level", name: "level", type: "unknown", value: null },
  ]);
});

describe("whether a field reads as it was asked to be, after a lost answer", () => {
  const holding = (value: unknown): CustomField[] => [{ key: "it", name: "It", type: "any", value }];
  it.each([
    ["text", "a", { value: "a" }, true],
    ["another text", "b", { value: "a" }, false],
    ["a range", { min_value: 1, max_value: 2 }, { min: 1, max: 2 }, true],
    ["a range with another start", { min_value: 0, max_value: 2 }, { min: 1, max: 2 }, false],
    ["a range with another end", { min_value: 1, max_value: 3 }, { min: 1, max: 2 }, false],
    [
      "a range of money, whose currency is not compared",
      { min_value: 1, max_value: 2, unit: "EUR" },
      { min: 1, max: 2, unit: "USD" },
      false,
    ],
    ["a value that was to go and is gone", null, { delete: true }, true],
    ["a list that was to go and is empty", [], { delete: true }, true],
    ["a value that was to go and is there", "a", { delete: true }, false],
    ["nothing where something was to be", null, { value: "a" }, false],
  ])("%s", (_, held, asked, expected) => {
    expect(readsAsAsked(holding(held), { key: "it", ...asked })).toBe(expected);
  });

  it("nothing can be said of a field that the answer does not show", () => {
    expect(readsAsAsked(holding("a"), { key: "other", value: "a" })).toBe(false);
  });
});

it("a field that is named by its id may be any of them, so all are in question", () => {
  const fields = ["a", "b"].map((key) => ({ key, name: key, type: "any", value: 1 }));
  expect(fieldsInQuestion(fields, [{ key: "b", value: 2 }])).toEqual([fields[1]]);
  expect(
    fieldsInQuestion(fields, [
      { key: "b", value: 2 },
      { id: "7", value: 2 },
    ]),
  ).toEqual(fields);
});

it("a ceiling of 0 is not believed: it would silence the vendor for good", () => {
  const [budget] = harvestV1Policy(SOURCE, "https://vendor.test").budgets;
  const response = { status: 200, headers: { "x-ratelimit-limit": "0", "x-ratelimit-remaining": "0" } } as unknown as VendorResponse;
  expect(budget?.observe?.(response)).toEqual({ limit: undefined, remaining: 0, resetsAt: undefined });
});
