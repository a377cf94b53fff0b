import fc from "fast-check";
import { passes } from "../../../src/records/following/follower.js";
import { type Event, EventKind } from "../../../src/schema/event/event.type.js";
import { Vendor } from "../../../src/schema/vendor/vendor.type.js";
import type { EventFilter } from "../../../src/store/records/event.repository.js";
import { testDatabases } from "../../support/databases.js";
import { until } from "../../support/until.js";
import { followingOn, Reading } from "./following-world.js";

const KINDS = [EventKind.CHANGED, EventKind.APPEARED];
const VENDORS = [Vendor.GREENHOUSE, Vendor.LINKEDIN];
const CODES = ["R-1", "R-2"];

const server = fc.integer({ min: 0, max: 1 });
const event = fc.record({ kind: fc.constantFrom(...KINDS), vendor: fc.constantFrom(...VENDORS), code: fc.constantFrom(null, ...CODES) });
const filter: fc.Arbitrary<EventFilter> = fc.record(
  {
    kinds: fc.subarray(KINDS),
    vendors: fc.subarray(VENDORS, { minLength: 1 }),
    codes: fc.subarray(CODES, { minLength: 1 }),
  },
  { requiredKeys: [] },
);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("commit" as const),
      server,
      events: fc.array(event, { minLength: 1, maxLength: 60 }),
      isTold: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant("join" as const), server, filter, back: fc.option(fc.integer({ min: 0, max: 200 })) }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("move" as const), server, which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("leave" as const), which: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("turn" as const), turns: fc.integer({ min: 1, max: 4 }) }) },
);

/** One who follows over several connections, each from where the one before had come. */
interface Follower {
  filter: EventFilter;
  from: number;
  reading: Reading;
  before: string[];
}

/** All that was told to it, over all connections. */
const told = ({ before, reading }: Follower) => [...before, ...reading.got];

describe.each(testDatabases)(
  "Whoever follows on $name, while events are made at two servers and followers come, go and change servers,",
  ({ open }) => {
    it("is told exactly the events that pass its filter, in their order, each once", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
          const opened = await open();
          const servers = [followingOn(opened.database), followingOn(opened.database)] as const;
          const at = (index: number) => servers[index === 0 ? 0 : 1];
          const followers: Follower[] = [];
          const gone: Follower[] = [];
          const last = async () => (await servers[0].events.span()).last;
          for (const one of steps) {
            if (one.does === "commit") await at(one.server).commit(one.events, one.isTold);
            else if (one.does === "turn")
              for (let turn = 0; turn < one.turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
            else if (one.does === "join") {
              const newest = await last();
              const from = one.back === null ? newest : Math.max(0, newest - one.back);
              const follower = await at(one.server).following.follow(one.filter, one.back === null ? null : `hiregraph:event:${from}`);
              followers.push({ filter: one.filter, from, reading: new Reading(follower), before: [] });
            } else {
              const index = followers.length === 0 ? 0 : one.which % followers.length;
              const [follower] = followers.splice(index, 1);
              if (follower === undefined) continue;
              await follower.reading.stop();
              if (one.does === "leave") gone.push(follower);
              else {
                const before = told(follower);
                const cursor = before.at(-1) ?? `hiregraph:event:${follower.from}`;
                followers.push({
                  ...follower,
                  before,
                  reading: new Reading(await at(one.server).following.follow(follower.filter, cursor)),
                });
              }
            }
          }
          const newest = await last();
          for (const { news } of servers) news.tell(newest);
          await until(() =>
            followers.every(({ reading }) => reading.failure !== undefined || reading.follower.cursor === `hiregraph:event:${newest}`),
          );
          const all = await servers[0].feed.page({}, 10_000, undefined);
          const expected = ({ filter, from }: Follower): Event[] => all.nodes.slice(from).filter((made) => passes(made, filter));
          for (const follower of followers) expect(told(follower)).toEqual(expected(follower).map(({ id }) => id));
          // Who has left was told the first of them.
          for (const follower of gone) {
            const some = told(follower);
            expect(some).toEqual(
              expected(follower)
                .slice(0, some.length)
                .map(({ id }) => id),
            );
          }
          expect(servers.flatMap(({ failures }) => failures)).toEqual([]);
          for (const { reading } of followers) await reading.stop();
          for (const { following } of servers) await following.stop();
          await opened.close();
        }),
        { numRuns: 25 },
      );
    }, 60_000);
  },
);
