// Makes pages of README.md and docs/ for `/docs`, so that a server brings its own documentation along. Called by scripts/build-web.js.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import markdownIt from "markdown-it";

/** Markdown files by the names of their pages. */
export function documents() {
  const docs = existsSync("docs") ? readdirSync("docs").filter((name) => name.endsWith(".md")) : [];
  const readme = existsSync("README.md") ? [["readme", "README.md"]] : [];
  return [...readme, ...docs.sort().map((name) => [name.replace(/\.md$/, ""), join("docs", name)])];
}

/** The name of a heading in an address, as GitHub makes it. */
function slugOf(text) {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");
}

/** Where a link of one of the files leads from its page; undefined where it leads to a file that is not served. */
function targetOf(href, names) {
  if (/^(https?:|#)/.test(href)) return href;
  const [path, hash] = href.split("#");
  const name = path.replace(/^(\.\.\/)?(docs\/)?/, "");
  if (name === "schema.graphql") return "../schema.graphql";
  const page = name.replace(/\.md$/, "").toLowerCase();
  return name.endsWith(".md") && names.includes(page) ? `${page}${hash === undefined ? "" : `#${hash}`}` : undefined;
}

const escapeHtml = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function render(text, names) {
  const markdown = markdownIt({ html: false });
  markdown.core.ruler.push("ours", ({ tokens }) => {
    for (const [index, token] of tokens.entries()) {
      if (token.type === "heading_open") token.attrSet("id", slugOf(tokens[index + 1].children.map(({ content }) => content).join("")));
      for (const child of token.children ?? []) {
        if (child.type !== "link_open") continue;
        const target = targetOf(child.attrGet("href"), names);
        if (target === undefined) child.attrs = null;
        else child.attrSet("href", target);
      }
    }
  });
  markdown.renderer.rules.table_open = () => '<div class="table" tabindex="0" role="region" aria-label="A table"><table>';
  markdown.renderer.rules.table_close = () => "</table></div>";
  markdown.renderer.rules.fence = (tokens, index) =>
    `<pre tabindex="0" role="region" aria-label="An example"><code>${escapeHtml(tokens[index].content)}</code></pre>`;
  // Pictures of the repository are not served.
  markdown.renderer.rules.image = () => "";
  return markdown.render(text);
}

export function renderDocs(folder) {
  const found = documents();
  const names = found.map(([name]) => name);
  mkdirSync(folder, { recursive: true });
  for (const [name, file] of found) {
    const text = readFileSync(file, "utf8");
    const title = /^# (.*)$/m.exec(text)?.[1] ?? name;
    const nav = names
      .map((other) => `<li><a href="${other}"${other === name ? ' aria-current="page"' : ""}>${other.replaceAll("-", " ")}</a></li>`)
      .join("");
    const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escapeHtml(title)} · Hiregraph</title>
    <link rel="icon" href="../web/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="../web/start.css">
    <link rel="stylesheet" href="../web/docs.css">
  </head>
  <body>
    <div class="page">
      <header><p class="name"><img src="../web/icon.svg" alt="" width="32" height="32"> <a href="../">Hiregraph</a></p></header>
      <nav aria-label="Pages"><ul>${nav}</ul></nav>
      <main>${render(text, names)}</main>
    </div>
  </body>
</html>
`;
    writeFileSync(join(folder, `${name}.html`), page);
  }
}
