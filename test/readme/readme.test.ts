import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { BLOCK_NAMES, block, fenced, PAGES, ROOT } from "./readme.js";

const text = (document: string) => readFileSync(join(ROOT, document), "utf8");
const { scripts } = JSON.parse(text("package.json")) as { scripts: Record<string, string> };

/** As GitHub makes a heading's anchor. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

function filesBelow(folder: string): string[] {
  // Packages bring pages of their own.
  const names = readdirSync(folder).filter((name) => name !== "node_modules");
  return names.flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

/** Every page of the repository, what the vendors are like among them. The example of a vendor has a test of its own. */
const DOCUMENTS = [
  ...readdirSync(ROOT).filter((name) => name.endsWith(".md")),
  ...["bench", "deploy", "docs", "examples", "scripts", "src", "tools"].flatMap((folder) =>
    filesBelow(join(ROOT, folder))
      .map((path) => relative(ROOT, path))
      .filter((path) => path.endsWith(".md")),
  ),
];

/** Pages with blocks that nobody runs, and why; with how many there are, so that one more is looked at. */
const BLOCKS_NOT_RUN: Record<string, number> = {
  // A drawing of how data flows.
  "docs/architecture.md": 1,
};
/** Its blocks are held to the files of the example by test/datasources/noticeboard/page.test.ts; these are the commands at its end. */
const ADDING_A_VENDOR = ["npm test -- test/datasources/noticeboard", "npm run check"];

/** Names in capitals that the programs have, whatever they do with them. */
const NAMES_IN_PROGRAMS = new Set(
  ["src", "scripts", "bench", "test"]
    .flatMap((folder) => filesBelow(join(ROOT, folder)))
    .filter((path) => /\.[jt]s$/.test(path))
    .flatMap((path) => readFileSync(path, "utf8").match(/\b[A-Z][A-Z_]+\b/g) ?? []),
);

describe("The pages", () => {
  it("have no block that this folder does not know", () => {
    const others = DOCUMENTS.filter((document) => !(PAGES as string[]).includes(document));
    const unknown = others.map((document) => [document, fenced(text(document))] as const).filter(([, blocks]) => blocks.length > 0);
    const commands = fenced(text("docs/adding-a-vendor.md")).filter(({ language }) => language === "sh");
    expect(commands.map((one) => one.text.trim().split("\n"))).toEqual([ADDING_A_VENDOR]);
    expect(
      Object.fromEntries(
        unknown.filter(([document]) => document !== "docs/adding-a-vendor.md").map(([document, blocks]) => [document, blocks.length]),
      ),
    ).toEqual(BLOCKS_NOT_RUN);
  });

  it.each(BLOCK_NAMES)("have their block %s run by a test", (name) => {
    const tests = filesBelow(join(ROOT, "test")).filter((path) => path.endsWith(".test.ts"));
    const isRun = (test: string) => test.includes(`block("${name}")`) || test.includes(`commandsOf("${name}")`);
    expect(tests.filter((path) => isRun(readFileSync(path, "utf8"))).map((path) => relative(ROOT, path))).not.toEqual([]);
  });

  it("start and test with commands that are there", () => {
    const commands = block("start").match(/\bnpm [a-z]+/g);
    expect(commands).toEqual(["npm ci", "npm start", "npm ci", "npm test"]);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(["start", "test"]));
  });
});

describe.each(DOCUMENTS)("%s", (document) => {
  it("links to files and headings that are there", () => {
    const links = [...text(document).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link).filter((link) => !/^https?:/.test(link));
    const broken = links.filter((link) => {
      const [path = "", heading] = link.split("#");
      const target = path === "" ? document : relative(ROOT, resolve(ROOT, dirname(document), path));
      if (!existsSync(join(ROOT, target))) return true;
      return (
        heading !== undefined &&
        !text(target)
          .split("\n")
          .some((line) => /^#+ /.test(line) && anchor(line.replace(/^#+ /, "")) === heading)
      );
    });
    expect(broken).toEqual([]);
  });

  it("names commands that are there", () => {
    const named = [...text(document).matchAll(/\bnpm run ([a-z-]+)/g)].map(([, script = ""]) => script);
    const programs = [...text(document).matchAll(/\bnode ((?:scripts|bench|examples|tools)\/[\w./-]+)/g)].map(
      ([, program = ""]) => program,
    );
    const tests = [...text(document).matchAll(/\bnpm test -- ([\w./-]+)/g)].map(([, path = ""]) => path);
    const folders = [...text(document).matchAll(/\bnpm --prefix ([\w./-]+)/g)].map(([, folder = ""]) => `${folder}/package.json`);
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
    expect([...programs, ...tests, ...folders].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it("sets variables before a command that something reads", () => {
    const set = [...text(document).matchAll(/\b([A-Z][A-Z_]+)=\S* (?=npm|node)/g)].map(([, variable = ""]) => variable);
    expect(set.filter((variable) => !NAMES_IN_PROGRAMS.has(variable))).toEqual([]);
  });
});
