import { KeptToken } from "../../src/http/kept-token.js";
import { type BearerToken, obtainOnce, type SharedToken } from "../../src/http/shared-token.js";
import { ManualClock } from "../support/clock.js";

/** A place in this process. */
class Place {
  token: BearerToken | undefined;
  isLocked = false;

  get shared(): SharedToken {
    return {
      read: async () => this.token,
      keep: async (token) => {
        this.token = token;
      },
      lock: async () => {
        if (this.isLocked) return undefined;
        this.isLocked = true;
        return async () => {
          this.isLocked = false;
        };
      },
    };
  }
}

describe("A token that servers share", () => {
  const clock = new ManualClock(0);
  let requested: number;
  let place: Place;
  beforeEach(() => {
    requested = 0;
    place = new Place();
  });

  const request = async (): Promise<BearerToken> => {
    requested += 1;
    const value = `token-${requested}`;
    await clock.sleep(100);
    const obtainedAt = clock.now();
    return { value, obtainedAt, renewAt: obtainedAt + 1_000, expiresAt: obtainedAt + 2_000 };
  };
  const server = () => new KeptToken<BearerToken>({ request, clock, revive: (token) => token, shared: place.shared });
  const bearerOf = (value: string) => ({ headers: { authorization: `Bearer ${value}` }, wasTaken: true });

  it("is requested once, however many servers want it at once", async () => {
    const servers = [server(), server(), server()];
    const tokens = Promise.all(servers.map(async (one) => one.current()));
    await clock.advance(1_000);
    expect((await tokens).map(({ value }) => value)).toEqual(["token-1", "token-1", "token-1"]);
    expect(requested).toBe(1);
  });

  it("is replaced once where the vendor refuses it, and not by the refused one", async () => {
    const servers = [server(), server()] as const;
    const first = Promise.all(servers.map(async (one) => one.current()));
    await clock.advance(500);
    await first;
    const renewals = Promise.all(servers.map((one) => one.renew(bearerOf("token-1"))));
    await clock.advance(1_000);
    await renewals;
    expect(servers.map(({ held }) => held?.value)).toEqual(["token-2", "token-2"]);
    expect(requested).toBe(2);
  });

  it("is requested by the next server where the one that requested it fails", async () => {
    let fails = true;
    const failing = obtainOnce({
      shared: place.shared,
      clock,
      isOfUse: () => true,
      revive: (token) => token,
      request: async () => {
        await clock.sleep(50);
        if (fails) throw new Error("refused");
        return request();
      },
    }).catch((error: Error) => error.message);
    const waiting = server().current();
    await clock.advance(1_000);
    expect(await failing).toBe("refused");
    expect((await waiting).value).toBe("token-1");
    fails = false;
  });
});
