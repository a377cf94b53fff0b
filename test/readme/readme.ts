import { readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(__dirname, "../..");

/** What makes every vendor live, so that each reads all of its variables. */
export const CREDENTIALS = {
  GREENHOUSE_CLIENT_ID: "client-1",
  GREENHOUSE_CLIENT_SECRET: "secret",
  FEISHU_APP_ID: "cli_app",
  FEISHU_APP_SECRET: "secret",
  HEADHUNTER_ACCESS_TOKEN: "token",
  HEADHUNTER_USER_AGENT: "Test/1.0 (test@example.com)",
  LINKEDIN_CLIENT_ID: "client",
  LINKEDIN_CLIENT_SECRET: "secret",
};

/** The fenced blocks of each page, in order: the name that tests know each by, and its language. */
const BLOCKS = {
  "README.md": [
    ["start", "sh"],
    ["first query", "graphql"],
    ["first answer", "json"],
    ["asking from a terminal", "sh"],
    ["closing an opening", "graphql"],
    ["closing an opening, three times", "json"],
  ],
  "docs/clients.md": [
    ["asking for an answer that may be old", "sh"],
    ["what an answer cost", "json"],
    ["asking by a hash", "sh"],
    ["following the feed", "graphql"],
    ["following by curl", "sh"],
    ["following for ever", "js"],
    ["a delivery to a receiver", "http"],
    ["codegen.yml", "yaml"],
    ["running codegen", "sh"],
    ["what the example prints", ""],
  ],
  "docs/recipes.md": [
    ["what the recipes print", ""],
    ["recipe in Python", "python"],
    ["recipe by curl", "sh"],
    ["packages of the recipes", "sh"],
    ["tsconfig.json of the recipes", "json"],
    ["documents of the recipes", "ts"],
    ["recipe with graphql-request", "ts"],
    ["recipe with Apollo Client", "ts"],
    ["recipe with urql", "ts"],
    ["configuration of the Relay compiler", "json"],
    ["documents for the Relay compiler", "ts"],
    ["recipe with Relay", "ts"],
    ["recipe with gql.tada", "ts"],
  ],
  "docs/configuration.md": [
    ["a configuration that is refused", ""],
    ["having codegen write trusted documents", "ts"],
    ["making a token", "sh"],
    ["asking with a token", "sh"],
    ["naming an identity provider", "sh"],
  ],
  "docs/operations.md": [
    ["scraping", "yaml"],
    ["looking at the keys of tokens", "sql"],
    ["resolving an operation", "graphql"],
    ["breaking a vendor", "sh"],
    ["an answer out of what was read before", "json"],
    ["mending the vendor", "sh"],
    ["losing the answer of a change", "sh"],
    ["what came of the change", ""],
    ["exporting", "sh"],
    ["backing up SQLite", "sh"],
    ["backing up PostgreSQL", "sh"],
    ["restoring SQLite", "sh"],
    ["restoring PostgreSQL", "sh"],
  ],
  "docs/federation.md": [
    ["a type in another team's subgraph", "graphql"],
    ["starting a router", "sh"],
    ["asking two subgraphs", "graphql"],
  ],
  "examples/board/README.md": [["starting the board", "sh"]],
  "bench/README.md": [["what the bench can be asked for", ""]],
} as const;

type Page = keyof typeof BLOCKS;
export type BlockName = (typeof BLOCKS)[Page][number][0];

export const PAGES = Object.keys(BLOCKS) as Page[];
export const BLOCK_NAMES: readonly BlockName[] = PAGES.flatMap((page) => BLOCKS[page].map(([name]) => name));

/** A page of the docs, with or without blocks that are tested. */
type AnyPage = Page | "docs/architecture.md";

export const textOf = (page: AnyPage) => readFileSync(join(ROOT, page), "utf8");

/** The fenced blocks of a text, in order. One in a list is indented as the list is, and is given without that. */
export function fenced(text: string): { language: string; text: string }[] {
  return [...text.matchAll(/^( *)```(\w*)\n(.*?)^\1```$/gms)].map(([, indent = "", language = "", inside = ""]) => ({
    language,
    text: inside.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  }));
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
    const found = fenced(textOf(page));
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

/** A block's commands, one a line, without comments. */
export const commandsOf = (name: BlockName): string[] =>
  block(name)
    .split("\n")
    .map((line) => line.replace(/(^| +)# .*$/, ""))
    .filter((line) => line !== "");

/** The cells of a table's rows, the head and the line below it left out. `head` is how its first line begins, `page` where it stands. */
export function table(page: AnyPage, head: string): string[][] {
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
