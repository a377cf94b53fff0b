import { nameVariables } from "../../../src/datasources/contract/variables.js";

describe("nameVariables", () => {
  const text = "Check FEISHU_APP_ID and FEISHU_APP_SECRET, and that the app is enabled.";

  it("leaves the variables of the default account as they are", () => {
    expect(nameVariables({ vendor: "FEISHU_HIRE" }, text)).toBe(text);
    expect(nameVariables({ vendor: "FEISHU_HIRE", account: "default" }, text)).toBe(text);
  });

  it("puts another account's name behind the vendor's, as its variables are spelled", () => {
    expect(nameVariables({ vendor: "FEISHU_HIRE", account: "asia-2" }, text)).toBe(
      "Check FEISHU_ASIA_2_APP_ID and FEISHU_ASIA_2_APP_SECRET, and that the app is enabled.",
    );
  });
});
