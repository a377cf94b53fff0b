// Puts what browsers load into dist/web: the start page's script and GraphiQL, bundled so that they need no internet, the files that stay as
// they are, and pages of the documentation.
//
//   node scripts/build-web.js [<folder instead of dist/web>]
//
// Bundling takes some seconds, so its result is kept under node_modules/.cache and made again only when an input has changed.
import { createHash } from "node:crypto";
import { copyFileSync, cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { documents, renderDocs } from "./render-docs.js";

const SOURCES = "src/web";
const CACHE = "node_modules/.cache/hiregraph-web";
const DAY_MS = 86_400_000;

/** What it is made of: our sources and texts, these scripts, and the packages by their versions in the lock. */
function fingerprint() {
  const hash = createHash("sha256");
  const entries = readdirSync(SOURCES, { recursive: true, withFileTypes: true });
  const sources = entries.filter((entry) => entry.isFile()).map(({ parentPath, path, name }) => join(parentPath ?? path, name));
  const texts = documents().map(([, file]) => file);
  const scripts = ["scripts/build-web.js", "scripts/render-docs.js"];
  for (const file of [...sources.sort(), ...texts, ...scripts, "package-lock.json"]) hash.update(`${file}\0`).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

async function bundle(outDir) {
  const { build } = await import("vite");
  await build({
    configFile: false,
    root: SOURCES,
    // A proxy may serve all this below a path of its own.
    base: "./",
    logLevel: "warn",
    worker: { format: "es" },
    build: {
      outDir,
      emptyOutDir: true,
      target: "es2022",
      // One folder, whose names the server reads at its start.
      assetsDir: "",
      // The pages' policy lets them load files and no texts.
      assetsInlineLimit: 0,
      cssCodeSplit: false,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 5_000,
      rolldownOptions: {
        input: [join(SOURCES, "graphiql/graphiql.ts"), join(SOURCES, "start/start.ts")],
        output: {
          entryFileNames: "[name].js",
          chunkFileNames: "[name]-[hash].js",
          assetFileNames: ({ names }) => (names.some((name) => name.endsWith(".css")) ? "graphiql.css" : "[name]-[hash][extname]"),
        },
        checks: { pluginTimings: false, bundlerTimings: false },
        onLog: (level, log, handle) => {
          // Hints for React's own compilers and servers, of which there are none here.
          if (log.code !== "MODULE_LEVEL_DIRECTIVE") handle(level, log);
        },
      },
    },
  });
  for (const name of readdirSync(SOURCES).filter((name) => /\.(css|svg)$/.test(name)))
    copyFileSync(join(SOURCES, name), join(outDir, name));
  renderDocs(join(outDir, "docs"));
}

const target = process.argv[2] ?? "dist/web";
const cached = join(CACHE, fingerprint());
if (!existsSync(cached)) {
  // Others may make it at the same time: whoever is done first names it.
  const own = `${cached}.${process.pid}`;
  await bundle(join(process.cwd(), own));
  try {
    renameSync(own, cached);
  } catch (error) {
    if (!existsSync(cached)) throw error;
    rmSync(own, { recursive: true });
  }
}
// What no build has used for a day goes: each change of a page or of the lock makes another.
const now = new Date();
utimesSync(cached, now, now);
for (const name of readdirSync(CACHE)) {
  const used = statSync(join(CACHE, name), { throwIfNoEntry: false })?.mtimeMs;
  if (used !== undefined && used < now.getTime() - DAY_MS) rmSync(join(CACHE, name), { recursive: true, force: true });
}
rmSync(target, { recursive: true, force: true });
cpSync(cached, target, { recursive: true });
