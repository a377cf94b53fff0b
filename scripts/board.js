// Starts the board of examples/board beside a running server, and installs its packages first where they are missing. `npm run board`.
// HIREGRAPH_URL is the server's address (http://127.0.0.1:4000), BOARD_PORT the board's port (5173, or the next free one).
import { spawn, spawnSync } from "node:child_process";
import { BOARD } from "./tool-folders.js";

const server = process.env.HIREGRAPH_URL ?? "http://127.0.0.1:4000";
// `localhost:4000` would be an address of the scheme `localhost:`.
if (!/^https?:\/\//.test(server) || !URL.canParse(server)) {
  console.error(`HIREGRAPH_URL is not an address: ${server}. It looks like http://127.0.0.1:4000`);
  process.exit(1);
}

const installed = spawnSync(process.execPath, ["scripts/install-tools.js", BOARD], { stdio: "inherit" });
if (installed.status !== 0) process.exit(installed.status ?? 1);

await fetch(new URL("/healthz", server)).catch(() =>
  console.log(
    `No server answers at ${server} yet. Start one with \`npm start\` in another terminal, or name another address in HIREGRAPH_URL.`,
  ),
);
console.log(`The board shows what ${server} answers. Its address:`);

const vite = spawn(process.execPath, ["node_modules/vite/bin/vite.js"], { cwd: BOARD, stdio: "inherit" });
// A terminal's Ctrl-C reaches it by itself; what is sent to this process alone is handed on.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => vite.kill(signal));
vite.once("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
