import { readFileSync } from "node:fs";
import { join } from "node:path";

describe("NODE_ENV", () => {
  const before = process.env.NODE_ENV;
  afterEach(() => {
    process.env.NODE_ENV = before;
    jest.resetModules();
  });

  it("is production where whoever starts the server says nothing", () => {
    delete process.env.NODE_ENV;
    jest.isolateModules(() => require("../src/node-env.js"));
    expect(process.env.NODE_ENV).toBe("production");
  });

  it("stays as whoever starts the server says", () => {
    process.env.NODE_ENV = "development";
    jest.isolateModules(() => require("../src/node-env.js"));
    expect(process.env.NODE_ENV).toBe("development");
  });

  it("is set before anything else is loaded", () => {
    const main = readFileSync(join(__dirname, "../src/main.ts"), "utf8");
    expect(main.startsWith('import "./node-env.js";\n')).toBe(true);
  });
});
