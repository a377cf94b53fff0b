import { type ConfigFault, RecordingEnvReader } from "../../src/config/env-reader.js";
import type { ChangeInputs } from "../../src/datasources/contract/catalog.js";
import type { Change } from "../../src/datasources/contract/change.js";
import type { VendorConnection } from "../../src/datasources/contract/vendor-module.js";
import { vendorModules } from "../../src/datasources/registry.js";
import { VendorError } from "../../src/http/vendor-error.js";
import { parseTarget } from "../../src/operations/change-target.js";
import { createFeishuStandIn } from "../../src/sandbox/feishu/index.js";
import { createGreenhouseStandIn } from "../../src/sandbox/greenhouse/index.js";
import { createGreenhouseV3StandIn, greenhouseV3Environment } from "../../src/sandbox/greenhouse-v3/index.js";
import { createHeadHunterStandIn } from "../../src/sandbox/headhunter/index.js";
import { startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { createLinkedInStandIn } from "../../src/sandbox/linkedin/index.js";
import { VacancyStatus } from "../../src/schema/vacancy/vacancy.type.js";
import { Ability } from "../../src/schema/vendor/vendor.type.js";
import type { ManualClock } from "../support/clock.js";
import { describeContract, type VendorFixture } from "./port-contract.js";

const startFeishu: VendorFixture["start"] = async (clock) => ({
  running: await startStandIn({ handle: createFeishuStandIn({ clock }).handle, clock }),
  environment: (origin) => ({ FEISHU_APP_ID: "cli_sandbox", FEISHU_APP_SECRET: "sandbox-secret", FEISHU_BASE_URL: origin }),
});

const GREENHOUSE_ABILITIES = [
  Ability.READ_JOBS,
  Ability.LIST_JOBS,
  Ability.READ_OPENINGS,
  Ability.CREATE_OPENINGS,
  Ability.UPDATE_OPENING,
  Ability.CLOSE_OPENING,
  Ability.REOPEN_OPENING,
  Ability.DELETE_OPENINGS,
];

/** Greenhouse's other API, which answers the same. */
const HARVEST_V1: VendorFixture = {
  name: "greenhouse through Harvest v1",
  abilities: GREENHOUSE_ABILITIES,
  start: async (clock) => ({
    running: await startStandIn({ handle: createGreenhouseStandIn({ clock, rateLimit: 1_000_000 }).handle, clock }),
    environment: (origin) => ({
      GREENHOUSE_API_TOKEN: "sandbox-token",
      GREENHOUSE_ON_BEHALF_OF: "4000000000",
      GREENHOUSE_BASE_URL: origin,
    }),
  }),
  unknown: { job: "17", opening: "17.18" },
};

/** One entry a vendor, by its slug. */
const FIXTURES: Record<string, VendorFixture> = {
  "feishu-corehr": {
    abilities: [Ability.READ_JOBS, Ability.LIST_JOBS, Ability.JOB_TIMELINE],
    start: startFeishu,
    unknown: { job: "17" },
  },
  "feishu-hire": {
    abilities: [Ability.READ_JOBS, Ability.LIST_JOBS, Ability.REOPEN_JOB, Ability.CLOSE_JOB],
    start: startFeishu,
    unknown: { job: "17" },
  },
  greenhouse: {
    abilities: GREENHOUSE_ABILITIES,
    start: async (clock) => ({
      running: await startStandIn({ handle: createGreenhouseV3StandIn({ clock, rateLimit: 1_000_000 }).handle, clock }),
      environment: greenhouseV3Environment,
    }),
    unknown: { job: "17", opening: "17.18" },
  },
  headhunter: {
    abilities: [
      Ability.READ_VACANCIES,
      Ability.LIST_VACANCIES,
      Ability.PUBLISH_VACANCY,
      Ability.UPDATE_VACANCY,
      Ability.UPGRADE_VACANCY,
      Ability.REASSIGN_VACANCY,
      Ability.PROLONGATE_VACANCY,
      Ability.CLOSE_VACANCY,
      Ability.DELETE_VACANCY,
      Ability.RESTORE_VACANCY,
      Ability.VACANCY_STATS,
    ],
    start: async (clock) => ({
      running: await startStandIn({ handle: createHeadHunterStandIn({ clock }).handle, clock }),
      environment: (origin) => ({
        HEADHUNTER_ACCESS_TOKEN: "sandbox-access-token",
        HEADHUNTER_USER_AGENT: "Hiregraph/test (test@example.com)",
        HEADHUNTER_BASE_URL: origin,
      }),
    }),
    unknown: { vacancy: "17" },
    vacancyLists: [VacancyStatus.ACTIVE, VacancyStatus.CLOSED, VacancyStatus.DELETED],
  },
  linkedin: {
    abilities: [
      Ability.READ_VACANCIES,
      Ability.LIST_VACANCIES,
      Ability.PUBLISH_VACANCY,
      Ability.UPDATE_VACANCY,
      Ability.UPGRADE_VACANCY,
      Ability.PROLONGATE_VACANCY,
      Ability.CLOSE_VACANCY,
    ],
    start: async (clock) => {
      const standIn = createLinkedInStandIn({ clock });
      return {
        running: await startStandIn({ handle: standIn.handle, clock }),
        environment: (origin) => ({
          LINKEDIN_CLIENT_ID: "sandbox-client",
          LINKEDIN_CLIENT_SECRET: "sandbox-secret",
          LINKEDIN_ORGANIZATION_ID: "2414183",
          LINKEDIN_BASE_URL: origin,
          LINKEDIN_TOKEN_URL: `${origin}/oauth/v2/accessToken`,
        }),
        prepare: async (connection) => {
          standIn.knobs.taskFailures["HG-7"] = "The job violates a policy.";
          const ids = Array.from({ length: 12 }, (_, index) => `HG-${index + 1}`);
          await make(connection, clock, "publishVacancy", ids.map(posting));
          await make(connection, clock, "closeVacancy", [{ id: "linkedin:vacancy:HG-3" }, { id: "linkedin:vacancy:HG-5" }]);
          standIn.knobs.stuckTasks = 2;
          await make(connection, clock, "publishVacancy", ["HG-13", "HG-14"].map(posting));
        },
      };
    },
    unknown: { vacancy: "nobody-has-this" },
    vacancyLists: [VacancyStatus.ACTIVE, VacancyStatus.CLOSED, VacancyStatus.PENDING, VacancyStatus.REJECTED],
    remembered: true,
  },
};

function posting(externalJobPostingId: string): ChangeInputs["publishVacancy"] {
  return {
    name: `Storekeeper ${externalJobPostingId}`,
    code: externalJobPostingId,
    description: "<p>Keeps the store in order and hands out what is asked for.</p> ".repeat(3),
    linkedin: { location: "Berlin, Germany", applyUrl: `https://jobs.example.com/${externalJobPostingId}` },
  };
}

/** Changes that end by tasks, made as the executor makes them, with the attempts to verify them that follow. */
async function make<Kind extends "publishVacancy" | "closeVacancy">(
  { changes, datasource }: VendorConnection,
  clock: ManualClock,
  kind: Kind,
  inputs: ChangeInputs[Kind][],
): Promise<void> {
  const change = changes[kind] as Change | undefined;
  if (change === undefined) throw new Error(`There is no ${kind}`);
  const requestedAt = clock.now();
  const wanted = inputs.map((input) => ({ target: parseTarget(kind, input), input }));
  const checks = await Promise.all(wanted.map((one) => change.check(one, datasource({}))));
  const ready = checks.map((check, index) => {
    const one = wanted[index];
    if (!check.ready || one === undefined) throw new Error(JSON.stringify(check));
    return { ...one, before: check.before, operationId: `operation-${index}` };
  });
  const answers = await change.send(ready, {});
  // On a busy machine a look may end before the vendor has answered it, and some tasks are stuck.
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    await clock.advance(5 * 60_000);
    const found = answers.map((sent, index) => {
      const one = ready[index];
      if (sent instanceof VendorError || one === undefined) throw sent;
      const sentChange = { ...one, requestedAt, taskId: sent.taskId, result: sent.result ?? {}, madeByOthers: async () => [] };
      return change.verify(sentChange, datasource({}));
    });
    if ((await Promise.all(found)).every(({ outcome }) => outcome !== "PENDING")) return;
  }
}

const MOST_LOOKS = 5;

describe("the registry", () => {
  it("has each vendor once, with a name of its own, and every vendor in the table", () => {
    const slugs = vendorModules.map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(slugs.length);
    expect(new Set(vendorModules.map(({ vendor }) => vendor)).size).toBe(slugs.length);
    expect([...slugs].sort()).toEqual(Object.keys(FIXTURES).sort());
  });

  it("has a vendor without credentials off, without faults", () => {
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
  if (module.slug === "greenhouse") describeContract(module, HARVEST_V1);
}
