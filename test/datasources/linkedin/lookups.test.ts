import { LinkedInLookups } from "../../../src/datasources/linkedin/changes/linkedin.lookups.js";
import type { LinkedInClient } from "../../../src/datasources/linkedin/linkedin.client.js";
import { MAX_TASK_IDS } from "../../../src/datasources/linkedin/linkedin.policy.js";
import type { CallScope } from "../../../src/http/request.js";
import { ManualClock } from "../../support/clock.js";

const one = { subject: "one" };
const many = { subject: "many" };

test("look-ups of several callers share a request, which is sent for the callers of its ids only", async () => {
  const clock = new ManualClock();
  const asked: { ids: readonly string[]; scope: CallScope }[] = [];
  const client = {
    readTasks: (ids: readonly string[], scope: CallScope) => {
      asked.push({ ids, scope });
      return Promise.resolve(new Map());
    },
  } as unknown as LinkedInClient;
  const lookups = new LinkedInLookups(client, clock);
  const now = clock.now();
  await Promise.all([
    lookups.task("of one", { callers: [one], deadlineAt: now + 50_000 }),
    ...Array.from({ length: MAX_TASK_IDS + 1 }, (_, index) => lookups.task(`of many ${index}`, { callers: [many] })),
  ]);
  expect(asked.map(({ ids, scope }) => ({ size: ids.length, callers: scope.callers, deadlineAt: scope.deadlineAt }))).toEqual([
    { size: MAX_TASK_IDS, callers: [one, many], deadlineAt: now + 50_000 },
    { size: 2, callers: [many], deadlineAt: now + 30_000 },
  ]);
});
