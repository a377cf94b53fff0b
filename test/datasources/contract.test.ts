import { vendorModules } from "../../src/datasources/registry.js";
import { type ConfigFault, RecordingEnvReader } from "../../src/env-reader.js";
import { createGreenhouseStandIn } from "../../src/sandbox/greenhouse/index.js";
import { startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { Ability } from "../../src/schema/vendor.type.js";
import { describeContract, type VendorFixture } from "./contract.js";

/** One entry a vendor, by its slug. */
const FIXTURES: Record<string, VendorFixture> = {
  greenhouse: {
    abilities: [
      Ability.READ_JOBS,
      Ability.LIST_JOBS,
      Ability.READ_OPENINGS,
      Ability.CREATE_OPENINGS,
      Ability.UPDATE_OPENING,
      Ability.CLOSE_OPENING,
      Ability.REOPEN_OPENING,
      Ability.DELETE_OPENINGS,
    ],
    start: async (clock) => {
      const standIn = createGreenhouseStandIn({ clock, rateLimit: 1_000_000 });
      return {
        running: await startStandIn({ handle: standIn.handle, clock }),
        environment: (origin) => ({
          GREENHOUSE_API_TOKEN: "sandbox-token",
          GREENHOUSE_ON_BEHALF_OF: "4000000000",
          GREENHOUSE_BASE_URL: origin,
        }),
      };
    },
    unknown: { job: "17", opening: "17.18" },
  },
};

describe("the registry", () => {
  it("has each vendor once, by a name of its own, and knows those that the table speaks of", () => {
    const slugs = vendorModules.map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(slugs.length);
    expect(new Set(vendorModules.map(({ vendor }) => vendor)).size).toBe(slugs.length);
    expect(slugs).toEqual(expect.arrayContaining(Object.keys(FIXTURES)));
  });

  it("a vendor without credentials is off, and says nothing of faults", () => {
    for (const module of vendorModules) {
      const faults: ConfigFault[] = [];
      expect(module.read(new RecordingEnvReader({}, faults))).toBeUndefined();
      expect(faults).toEqual([]);
    }
  });
});

for (const module of vendorModules) {
  const fixture = FIXTURES[module.slug];
  if (fixture !== undefined) describeContract(module, fixture);
}
