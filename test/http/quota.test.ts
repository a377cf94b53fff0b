import { admitLayer, countLayer, type Quota } from "../../src/http/quota.js";
import { VendorError } from "../../src/http/vendor-error.js";
import { answer, HeldVendor, read, refusal } from "./support.js";

/** A quota that counts up to a limit, and reads from an answer that the vendor's own count is used up. */
class Counted implements Quota {
  used = 0;
  isSpent = false;

  constructor(readonly limit: number) {}

  async admit() {
    if (this.isSpent) throw new VendorError({ vendor: "acme", code: "RATE_LIMITED", sent: "no", message: "Spent." });
  }
  async count() {
    if (this.used === this.limit) throw new VendorError({ vendor: "acme", code: "RATE_LIMITED", sent: "no", message: "Used up." });
    this.used += 1;
    return () => {
      this.used -= 1;
    };
  }
  learn({ json }: { json: unknown }) {
    if (json === "spent") this.isSpent = true;
  }
}

function start(limit: number) {
  const vendor = new HeldVendor();
  const quota = new Counted(limit);
  const count = countLayer(quota)(vendor.send);
  return { vendor, quota, count, send: admitLayer(quota)(count) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("A quota", () => {
  it("counts what is answered, and refuses what comes after its last one", async () => {
    const { vendor, quota, send } = start(1);
    const first = send(read(), {});
    await turn();
    vendor.answerNext(answer());
    await first;
    expect(quota.used).toBe(1);
    expect((await refusal(send(read(), {}))).message).toBe("Used up.");
    expect(vendor.requests).toHaveLength(1);
  });

  it("counts what may have arrived, and nothing that never left", async () => {
    const { vendor, quota, send } = start(2);
    for (const sent of ["maybe", "no"] as const) {
      const sending = send(read(), {});
      await turn();
      vendor.answerNext(new VendorError({ vendor: "acme", code: "UNAVAILABLE", sent, message: sent }));
      expect((await refusal(sending)).message).toBe(sent);
    }
    expect(quota.used).toBe(1);
  });

  it("lets nothing begin once the vendor has said that it is spent", async () => {
    const { vendor, send } = start(9);
    const first = send(read(), {});
    await turn();
    vendor.answerNext(answer({ json: "spent" }));
    await first;
    expect((await refusal(send(read(), {}))).message).toBe("Spent.");
    expect(vendor.requests).toHaveLength(1);
  });
});
