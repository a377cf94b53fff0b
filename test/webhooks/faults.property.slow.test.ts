import fc from "fast-check";
import { EventNews } from "../../src/records/news/event-news.js";
import { WebhookRepository } from "../../src/store/webhook.repository.js";
import { ManualClock } from "../support/clock.js";
import { testDatabases } from "../support/databases.js";
import { until } from "../support/until.js";
import { startSender, TestReceiver, tell } from "./receiver-world.js";

const FAULTS = ["take", "take", "take", "500", "400", "429", "301", "drop", "hang"] as const;
type Fault = (typeof FAULTS)[number];

/** What happens meanwhile: more events, a stop and a start, a death (what it did is not written down), a takeover while the other still works. */
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant("tell" as const),
      records: fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant("wait" as const), seconds: fc.constantFrom(1, 6, 20, 70) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom("stop" as const, "die" as const, "takeover" as const) }) },
);

describe.each(testDatabases)("Events in $name", ({ open }) => {
  it("are all delivered, those of one record in order, whatever receiver and servers do", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 3, maxLength: 15 }),
        fc.array(fc.constantFrom(...FAULTS), { minLength: 1, maxLength: 40 }),
        async (steps, faults) => {
          const opened = await open();
          const clock = new ManualClock("2026-11-22T12:00:00Z");
          const receiver = new TestReceiver(clock);
          const receivers = [{ name: "desk", url: await receiver.start() }];
          const news = new EventNews(() => undefined);
          const left: Fault[] = [...faults];
          receiver.answer = (response, _arrival, request) => {
            const fault = left.shift() ?? "take";
            if (fault === "take") response.writeHead(200).end();
            else if (fault === "drop") request.socket.destroy();
            else if (fault !== "hang") response.writeHead(Number(fault), fault === "429" ? { "retry-after": "3" } : {}).end();
          };
          const start = () => startSender({ database: opened.database, clock, receivers, news });
          const senders = [await start()];
          const turns = async () => {
            for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
          };
          /** Time passes as slowly as real sockets need. */
          const wait = async (seconds: number) => {
            for (let passed = 0; passed < seconds; passed += 1) {
              await clock.advance(1_000);
              await turns();
            }
          };
          const stop = async () => {
            let isOver = false;
            const all = Promise.all(senders.splice(0).map((sender) => sender.stop())).finally(() => {
              isOver = true;
            });
            while (!isOver) await wait(1);
            await all;
          };
          try {
            const told: string[] = [];
            for (const each of steps) {
              if (each.does === "tell") {
                told.push(...each.records);
                await tell(opened.database, each.records, news);
                await turns();
              } else if (each.does === "wait") await wait(each.seconds);
              else if (each.does === "stop") {
                await stop();
                senders.push(await start());
              } else {
                // The dead one's last words come too late.
                if (each.does === "die") await new WebhookRepository(opened.database).take("desk");
                if (each.does === "die") await stop();
                senders.push(await start());
              }
            }
            for (let turn = 0; turn < 400 && new Set(receiver.taken).size < told.length; turn += 1) await wait(20);
            await until(() => new Set(receiver.taken).size === told.length, `${told.length} events; ${new Set(receiver.taken).size} came`);
            expect(receiver.forged).toEqual([]);
            // By first deliveries: what is sent again has the same id, and so its receiver knows it.
            const first = [...new Set(receiver.taken)];
            for (const record of ["a", "b", "c"]) {
              const ofRecord = first.filter((number) => told[number - 1] === record);
              expect(ofRecord).toEqual([...ofRecord].sort((one, another) => one - another));
            }
          } finally {
            await stop();
            await receiver.stop();
            await opened.close();
          }
        },
      ),
      { numRuns: 25 },
    );
  }, 600_000);
});
