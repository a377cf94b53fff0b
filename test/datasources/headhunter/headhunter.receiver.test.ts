import { headHunterReceiver } from "../../../src/datasources/headhunter/webhooks/headhunter.receiver.js";
import type { KeptSubscription } from "../../../src/datasources/headhunter/webhooks/headhunter.subscription.repository.js";
import { sourceOf } from "../../../src/schema/common/source.js";
import { Vendor } from "../../../src/schema/vendor/vendor.type.js";
import { ManualClock } from "../../support/clock.js";

const kept = (id: string): KeptSubscription => ({ id, userIds: ["9321"], madeAt: "2026-11-22T12:00:00.000Z", toldAt: null });

describe("What judges HeadHunter's deliveries", () => {
  let clock: ManualClock;
  /** What the database answers, each time that it is asked. */
  let find: () => Promise<KeptSubscription | undefined>;
  let asked: number;
  let judge: (subscriptionId: string) => Promise<string>;
  beforeEach(() => {
    clock = new ManualClock();
    asked = 0;
    find = async () => kept("1");
    const subscriptions = {
      find: () => {
        asked += 1;
        return find();
      },
      noteTold: async () => undefined,
    };
    const receiver = headHunterReceiver({ source: sourceOf(Vendor.HEADHUNTER), subscriptions, clock });
    judge = async (subscription_id) => {
      const delivery = { id: "e-1", subscription_id, user_id: "9321", action_type: "VACANCY_CHANGE", payload: { vacancy_id: "1" } };
      const body = Buffer.from(JSON.stringify(delivery));
      return (await receiver.receive({ method: "POST", headers: {}, query: new URLSearchParams(), body })).kind;
    };
  });

  it("asks for the subscription once, and lets what comes meanwhile wait: none of the first is refused", async () => {
    let answer: (subscription: KeptSubscription) => void = () => undefined;
    const answering = new Promise<KeptSubscription>((resolve) => {
      answer = resolve;
    });
    find = () => answering;
    const judging = Promise.all(["1", "1", "1"].map(judge));
    answer(kept("1"));
    expect([await judging, asked]).toEqual([["delivery", "delivery", "delivery"], 1]);
  });

  it("does not take a database that is away for the answer that there is no subscription", async () => {
    find = async () => Promise.reject(new Error("away"));
    await expect(judge("1")).rejects.toThrow("away");
    await expect(judge("1")).rejects.toThrow("away");
    find = async () => kept("1");
    expect(await judge("1")).toBe("delivery");
  });

  it("asks once a second at the most for deliveries of another subscription, and once a minute for its own", async () => {
    for (let time = 0; time < 10; time += 1) expect(await judge("2")).toBe("refused");
    expect(asked).toBe(1);
    await clock.advance(1_000);
    expect([await judge("2"), await judge("1"), asked]).toEqual(["refused", "delivery", 2]);
    await clock.advance(60_000);
    expect([await judge("1"), asked]).toEqual(["delivery", 3]);
  });

  it("knows a subscription that was made anew, also where the clock was set back", async () => {
    await judge("1");
    find = async () => kept("2");
    await clock.advance(-3_600_000);
    expect(await judge("2")).toBe("delivery");
  });
});
