import { readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(__dirname, "../..");

/** The fenced blocks of each page, in order: the name that tests know each by, and its language. */
const BLOCKS = {
  "README.md": [
    ["start", "sh"],
    ["first query", "graphql"],
    ["first answer", "json"],
    ["closing an opening", "graphql"],
    ["closing an opening, three times", "json"],
  ],
  "docs/clients.md": [
    ["asking for an answer that may be old", "sh"],
    ["what an answer cost", "json"],
    ["codegen.yml", "yaml"],
    ["running codegen", "sh"],
    ["what the example prints", ""],
  ],
  "docs/configuration.md": [
    ["a configuration that is refused", ""],
    ["making a token", "sh"],
    ["asking with a token", "sh"],
    ["naming an identity provider", "sh"],
  ],
  "docs/operations.md": [
    ["exporting", "sh"],
    ["backing up SQLite", "sh"],
    ["backing up PostgreSQL", "sh"],
    ["restoring SQLite", "sh"],
    ["restoring PostgreSQL", "sh"],
  ],
} as const;

/** The heading of the part that BLOCKS are of, where they are not of the whole page. */
const PART: Partial<Record<keyof typeof BLOCKS, string>> = { "docs/operations.md": "## Keeping" };

type Page = keyof typeof BLOCKS;
export type BlockName = (typeof BLOCKS)[Page][number][0];

const PAGES = Object.keys(BLOCKS) as Page[];
export const BLOCK_NAMES: readonly BlockName[] = PAGES.flatMap((page) => BLOCKS[page].map(([name]) => name));

export const textOf = (page: Page) => readFileSync(join(ROOT, page), "utf8");

function partOf(page: Page): string {
  const [text, heading] = [textOf(page), PART[page]];
  if (heading === undefined) return text;
  const from = text.indexOf(`\n${heading}\n`);
  if (from < 0) throw new Error(`${page} has no part ${heading}`);
  const end = text.indexOf("\n## ", from + 1);
  return text.slice(from, end < 0 ? undefined : end);
}

/**
 * What stands between a pair of fences.
 *
 * @throws where the pages' blocks are not those of BLOCKS: one that is new, gone or moved fails every suite of this folder until it has a
 * name and a test.
 */
export function block(name: BlockName): string {
  const blocks = new Map<BlockName, string>();
  for (const page of PAGES) {
    const found = [...partOf(page).matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = "", text = ""]) => ({ language, text }));
    const languages = found.map(({ language }) => language).join();
    if (languages !== BLOCKS[page].map(([, language]) => language).join()) {
      throw new Error(`${page} has the blocks ${languages}: give each a name in test/readme/readme.ts, and a test that runs it.`);
    }
    BLOCKS[page].forEach(([known], index) => {
      blocks.set(known, found[index]?.text ?? "");
    });
  }
  return blocks.get(name) ?? "";
}

/** The cells of a table's rows, the head and the line below it left out. `head` is how its first line begins, `page` where it stands. */
export function table(page: Page, head: string): string[][] {
  const text = textOf(page);
  if (!text.includes(`\n${head}`)) throw new Error(`${page} has no table that begins with ${head}`);
  const lines = text.slice(text.indexOf(`\n${head}`) + 1).split("\n");
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
