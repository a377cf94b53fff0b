import { budgetsFor, perSecond } from "../../../src/datasources/feishu/feishu.policy.js";
import { TenantToken } from "../../../src/datasources/feishu/feishu.token.js";
import { answer, HeldVendor, read } from "../../http/support.js";
import { ManualClock } from "../../support/clock.js";

const tokenAnswer = (value: string) => answer({ json: { code: 0, msg: "ok", tenant_access_token: value, expire: 7200 } });

describe("A token that several calls share", () => {
  const start = () => {
    const vendor = new HeldVendor();
    return { vendor, token: new TenantToken(vendor.send, new ManualClock(), { appId: "cli_a", appSecret: "s" }) };
  };

  it("is requested once at a time", async () => {
    const { vendor, token } = start();
    const waiting = [token.current(), token.current(), token.current()];
    vendor.answerNext(tokenAnswer("t-1"));
    expect(await Promise.all(waiting)).toEqual(["t-1", "t-1", "t-1"]);
    const replacing = [token.replace("t-1"), token.replace("t-1"), token.current()];
    vendor.answerNext(tokenAnswer("t-2"));
    expect((await Promise.all(replacing)).at(-1)).toBe("t-2");
    expect(vendor.requests).toHaveLength(2);
  });

  it("is not replaced again for a late refusal of the old one", async () => {
    const { vendor, token } = start();
    const first = token.current();
    vendor.answerNext(tokenAnswer("t-1"));
    await first;
    const replacing = token.replace("t-1");
    vendor.answerNext(tokenAnswer("t-2"));
    await replacing;
    await token.replace("t-1");
    expect(vendor.requests).toHaveLength(2);
    expect(await token.current()).toBe("t-2");
  });
});

describe("The budgets of a route", () => {
  const [budget] = budgetsFor("GET /a", [perSecond(5)]);

  it("count its own requests and no other's", () => {
    expect(budget?.applies(read({ route: "GET /a" }))).toBe(true);
    expect(budget?.applies(read({ route: "GET /a/{id}" }))).toBe(false);
  });

  it("are empty until the gateway's reset, whatever the status, and learn nothing from other answers", () => {
    const headers = { "x-ogw-ratelimit-limit": "5", "x-ogw-ratelimit-reset": "1.5" };
    for (const status of [429, 400]) {
      const refusal = answer({ status, headers, json: { code: 99991400, msg: "" }, receivedAt: 1_000 });
      expect(budget?.observe?.(refusal)).toEqual({ remaining: 0, resetsAt: 2_500 });
    }
    expect(budget?.observe?.(answer({ status: 429, json: { code: 1161604, msg: "" } }))).toBeUndefined();
    expect(budget?.observe?.(answer({ headers, json: { code: 0 } }))).toBeUndefined();
  });
});
