import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { block, commandsOf, ROOT, textOf } from "./readme.js";

const text = (file: string) => readFileSync(join(ROOT, "bench", file), "utf8");
const MAIN = text("main.ts");
const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> };

/** The text of each bench, by the name that it is asked for by. */
const BENCHES = new Map(
  [...MAIN.matchAll(/^ {2}"?([\w-]+)"?: (bench\w+),$/gm)].map(([, name = "", made = ""]) => {
    const [, file = ""] = new RegExp(`import \\{ ${made} \\} from "\\./([\\w/-]+)\\.js"`).exec(MAIN) ?? [];
    return [name, text(`${file}.ts`)];
  }),
);

/** The flags that a bench takes. */
function flagsOf(program: string): string[] {
  const [, options = ""] = /parseArgs\(\{[\s\S]*?options: \{([\s\S]*?)\n? *\},?\n? *\}\)/.exec(program) ?? [];
  return [...options.matchAll(/"?([\w-]+)"?: \{ type:/g)].map(([, flag = ""]) => flag);
}

/** One line of the block: the command, and what is said of it. */
const LINES = block("what the bench can be asked for")
  .trim()
  .split("\n")
  .map((line) => /^npm run (\w+)(?: -- ([\w-]+)(.*?))? {2,}(.*)$/.exec(line) ?? [])
  .map(([, script, name = "", given = "", said = ""]) => ({ script, name, given, said }));

// They take minutes: nothing is run, and each word of the commands is looked for in the programs.
describe("The commands of bench/README.md", () => {
  it("name each bench there is, and those that are run without a name", () => {
    expect(LINES.map(({ script }) => script)).toEqual(commandsOf("what the bench can be asked for").map(() => "bench"));
    expect(scripts.bench).toContain("dist-bench/bench/main.js");
    const [unnamed, ...named] = LINES;
    const [, short = ""] = /^const SHORT = \[(.*)\];$/m.exec(MAIN) ?? [];
    expect(unnamed?.said).toBe(`the short ones: ${short.replaceAll('"', "")}`);
    const all = [...short.replaceAll('"', "").split(", "), ...named.map(({ name }) => name)];
    expect(all.sort()).toEqual([...BENCHES.keys()].sort());
  });

  it.each(LINES.slice(1))("give $name flags that it takes", ({ name, given, said }) => {
    const flags = [...`${given} ${said}`.matchAll(/--([\w-]+)/g)].map(([, flag = ""]) => flag);
    expect(flagsOf(BENCHES.get(name) ?? "")).toEqual(expect.arrayContaining(flags));
    const files = said.match(/\bbench\/[\w./-]+/g) ?? [];
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  it("name works and peers that are there", () => {
    const lines = block("what the bench can be asked for");
    const works = /--work ([\w,]+)/.exec(lines)?.[1]?.split(",") ?? [];
    const peers = /--peers ([\w,]+)/.exec(lines)?.[1]?.split(",") ?? [];
    expect([works.length, peers.length]).toEqual([2, 2]);
    expect(works.filter((work) => !text("live/works.ts").includes(`name: "${work}"`))).toEqual([]);
    expect(peers.filter((peer) => !existsSync(join(ROOT, "bench/peers", `${peer}.js`)))).toEqual([]);
  });
});

it("The flags that bench/README.md tells of elsewhere are ones of a bench, or of Node.js", () => {
  const told = new Set([...textOf("bench/README.md").matchAll(/`[^`\n]*`/g)].flatMap(([code]) => code.match(/--[a-z][\w-]+/g) ?? []));
  const taken = new Set([...BENCHES.values()].flatMap(flagsOf).map((flag) => `--${flag}`));
  expect([...told].filter((flag) => !taken.has(flag))).toEqual(["--trace-gc"]);
});
