import { feishuCoreHr } from "../../../src/datasources/feishu/corehr/index.js";
import { feishuHire } from "../../../src/datasources/feishu/hire/index.js";
import { read } from "./support.js";

const KEYS = { FEISHU_APP_ID: "cli_a", FEISHU_APP_SECRET: "s3cr3t" };

describe("Feishu's settings", () => {
  it("make both products live with one set of keys, at Feishu's own address", () => {
    const settings = { appId: "cli_a", appSecret: "s3cr3t", baseUrl: "https://open.feishu.cn" };
    expect(read(feishuHire, KEYS)).toEqual({ settings, faults: [] });
    expect(read(feishuCoreHr, KEYS)).toEqual({ settings, faults: [] });
    expect(read(feishuHire, { ...KEYS, FEISHU_BASE_URL: "https://open.larksuite.com/" }).settings).toMatchObject({
      baseUrl: "https://open.larksuite.com",
    });
  });

  it.each([
    ["hire", true, false],
    ["corehr", false, true],
    ["hire,corehr", true, true],
    [" corehr , hire ", true, true],
    ["", true, true],
  ])("with FEISHU_PRODUCTS=%p turn off the other products", (products, hire, coreHr) => {
    const env = { ...KEYS, FEISHU_PRODUCTS: products };
    expect(read(feishuHire, env).settings !== undefined).toBe(hire);
    expect(read(feishuCoreHr, env).settings !== undefined).toBe(coreHr);
    expect(read(feishuHire, env).faults).toEqual([]);
  });

  it("refuse an unknown product by name", () => {
    expect(read(feishuHire, { ...KEYS, FEISHU_PRODUCTS: "hire,payroll" }).faults).toEqual([
      { variable: "FEISHU_PRODUCTS", message: "expected a comma list of: hire, corehr" },
    ]);
  });

  it("take the calls of a month as a whole number, for each account", () => {
    const monthly = (value: string) => read(feishuCoreHr, { ...KEYS, FEISHU_MONTHLY_CALLS: value });
    expect(monthly("10000").settings).toMatchObject({ monthlyCalls: 10_000 });
    for (const wrong of ["0", "ten", "1.5", "10000000000"]) {
      expect(monthly(wrong).faults).toEqual([
        { variable: "FEISHU_MONTHLY_CALLS", message: "expected a whole number from 1 to 1000000000" },
      ]);
    }
  });

  it("require both the app's id and its secret, or neither", () => {
    expect(read(feishuHire, {})).toEqual({ settings: undefined, faults: [] });
    expect(read(feishuHire, { FEISHU_APP_ID: "cli_a" }).faults.map(({ variable }) => variable)).toEqual(["FEISHU_APP_SECRET"]);
    expect(read(feishuCoreHr, { FEISHU_APP_SECRET: "s3cr3t" }).faults.map(({ variable }) => variable)).toEqual(["FEISHU_APP_ID"]);
  });
});
