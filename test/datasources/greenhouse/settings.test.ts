import { ConfigError, readConfig } from "../../../src/config/config.js";
import { greenhouse } from "../../../src/datasources/greenhouse/index.js";

const read = (env: Record<string, string>) => readConfig({ GREENHOUSE_API_TOKEN: "t", ...env }, { vendors: [greenhouse] });

describe("the user that changes are made for", () => {
  it.each(["4000000000", "158104"])("is a numeric id: %s", (id) => {
    expect(() => read({ GREENHOUSE_ON_BEHALF_OF: id })).not.toThrow();
  });

  it.each(["somebody@example.com", "0", "-1", "1.5", "0x10"])("is refused at the start where it cannot be one: %s", (id) => {
    expect(() => read({ GREENHOUSE_ON_BEHALF_OF: id })).toThrow(ConfigError);
    expect(() => read({ GREENHOUSE_ON_BEHALF_OF: id })).toThrow(/GREENHOUSE_ON_BEHALF_OF/);
  });

  it("may be left out: Greenhouse is then only read", () => {
    expect(() => read({})).not.toThrow();
  });
});
