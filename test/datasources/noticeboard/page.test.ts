import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const PAGE = join(__dirname, "../../../docs/adding-a-vendor.md");

interface Block {
  file: string;
  /** What stands between two places where something is left out. */
  pieces: string[];
}

/** Every fenced block but those of commands. A block in a list is indented as the list is. */
function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^( *)```(\w*)\n(.*?)^ *```$/gms)].flatMap(([, indent = "", language, text = ""]) => {
    if (language === "sh") return [];
    const lines = text.split("\n").map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
    const file = /^(?:\/\/|<!--) (\S+)/.exec(lines[0] ?? "")?.[1] ?? "a block that names no file";
    return [{ file, pieces: lines.slice(1).join("\n").split("// …\n") }];
  });
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(__dirname, join(entry.parentPath, entry.name)));
}

describe("docs/adding-a-vendor.md", () => {
  const blocks = blocksOf(readFileSync(PAGE, "utf8"));

  it.each(blocks.map((block) => [block.file, block] as const))("shows of %s what stands in it", (file, { pieces }) => {
    let rest = readFileSync(join(__dirname, file), "utf8");
    for (const piece of pieces) {
      expect(rest).toContain(piece);
      rest = rest.slice(rest.indexOf(piece) + piece.length);
    }
  });

  it("shows every file of the vendor's folder and of its stand-in", () => {
    const shown = new Set(blocks.map(({ file }) => file));
    expect(
      [...filesBelow(join(__dirname, "vendor")), ...filesBelow(join(__dirname, "stand-in"))].filter((file) => !shown.has(file)),
    ).toEqual([]);
  });
});

describe("README.md of the example", () => {
  it("has every section that a comment cites", () => {
    const headings = [...readFileSync(join(__dirname, "vendor/README.md"), "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
    const files = [...filesBelow(join(__dirname, "vendor")), ...filesBelow(join(__dirname, "stand-in"))].filter((file) =>
      file.endsWith(".ts"),
    );
    const cited = files.flatMap((file) =>
      [...readFileSync(join(__dirname, file), "utf8").matchAll(/README, "([^"]+)"/g)].map(([, one]) => one),
    );
    expect(cited.length).toBeGreaterThan(10);
    expect(cited.filter((heading) => !headings.includes(heading))).toEqual([]);
  });
});
