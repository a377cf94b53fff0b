import { readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(__dirname, "../..");

/** The fenced blocks of README.md, in order: the name that tests know each by, and its language. */
const BLOCKS = [
  ["start", "sh"],
  ["first query", "graphql"],
  ["first answer", "json"],
  ["what the example prints", ""],
  ["closing an opening", "graphql"],
  ["closing an opening, three times", "json"],
  ["a configuration that is refused", ""],
  ["making a token", "sh"],
  ["asking with a token", "sh"],
  ["codegen.yml", "yaml"],
  ["running codegen", "sh"],
] as const;

export type BlockName = (typeof BLOCKS)[number][0];
export const BLOCK_NAMES: readonly BlockName[] = BLOCKS.map(([name]) => name);

export const README = readFileSync(join(ROOT, "README.md"), "utf8");

/** What stands between a pair of fences. A block that is new, gone or moved fails every suite of this folder until it has a name and a test. */
export function block(name: BlockName): string {
  const found = [...README.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = "", text = ""]) => ({ language, text }));
  const languages = found.map(({ language }) => language);
  if (languages.join() !== BLOCKS.map(([, language]) => language).join()) {
    throw new Error(`README.md has the blocks ${languages.join()}: give each a name in test/readme/readme.ts, and a test that runs it.`);
  }
  return found[BLOCK_NAMES.indexOf(name)]?.text ?? "";
}

/** The cells of a table's rows, the head and the line below it left out. `head` is how its first line begins. */
export function table(head: string): string[][] {
  const lines = README.slice(README.indexOf(`\n${head}`) + 1).split("\n");
  const rows = lines.slice(
    2,
    lines.findIndex((line) => !line.startsWith("|")),
  );
  return rows.map((row) =>
    row
      .slice(1, row.lastIndexOf("|"))
      .split("|")
      .map((cell) => cell.trim()),
  );
}
