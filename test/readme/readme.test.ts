import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { BLOCK_NAMES, block, ROOT } from "./readme.js";

const text = (document: string) => readFileSync(join(ROOT, document), "utf8");
const { scripts } = JSON.parse(text("package.json")) as { scripts: Record<string, string> };

/** As GitHub makes a heading's anchor. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

const DOCUMENTS = [
  "README.md",
  "CONTRIBUTING.md",
  "bench/README.md",
  ...readdirSync(join(ROOT, "docs")).map((file) => `docs/${file}`),
  // What the vendors are like.
  ...filesBelow(join(ROOT, "src"))
    .map((path) => relative(ROOT, path))
    .filter((path) => path.endsWith(".md")),
];

describe("The pages", () => {
  it.each(BLOCK_NAMES)("have their block %s run by a test", (name) => {
    const tests = filesBelow(join(ROOT, "test")).filter((path) => path.endsWith(".test.ts"));
    expect(tests.filter((path) => readFileSync(path, "utf8").includes(`block("${name}")`)).map((path) => relative(ROOT, path))).not.toEqual(
      [],
    );
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
    const programs = [...text(document).matchAll(/\bnode ((?:scripts|bench|examples)\/[\w./-]+)/g)].map(([, program = ""]) => program);
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
    expect(programs.filter((program) => !existsSync(join(ROOT, program)))).toEqual([]);
  });
});
