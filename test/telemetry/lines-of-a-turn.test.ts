import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { linesOfATurn } from "../../src/telemetry/lines-of-a-turn.js";

const folder = mkdtempSync(join(tmpdir(), "hiregraph-lines-"));
afterAll(() => rmSync(folder, { recursive: true }));

function written() {
  const file = join(folder, `${Math.random()}`);
  const fd = openSync(file, "w");
  const before = process.listeners("exit");
  const lines = linesOfATurn(fd);
  const [atExit] = process.listeners("exit").filter((listener) => !before.includes(listener));
  if (atExit === undefined) throw new Error("Nothing is done when the process exits.");
  process.off("exit", atExit);
  return { lines, text: () => readFileSync(file, "utf8"), atExit: () => atExit.call(process, 0), close: () => closeSync(fd) };
}

describe("The lines of the log", () => {
  it("are written together at the end of the turn, in their order", async () => {
    const { lines, text, close } = written();
    lines.write("one\n");
    await Promise.resolve();
    lines.write("two\n");
    expect(text()).toBe("");
    await turn();
    expect(text()).toBe("one\ntwo\n");
    lines.write("three\n");
    await turn();
    expect(text()).toBe("one\ntwo\nthree\n");
    close();
  });

  it("are written before the process exits, where it exits within the turn", async () => {
    const { lines, text, atExit, close } = written();
    lines.write("the last one\n");
    atExit();
    expect(text()).toBe("the last one\n");
    await turn();
    close();
  });

  it("do not wait for the turn's end where they are many", async () => {
    const { lines, text, close } = written();
    for (let line = 0; line < 1_000; line += 1) lines.write(`${"x".repeat(99)}\n`);
    expect(text().length).toBeGreaterThan(80_000);
    await turn();
    close();
  });
});
