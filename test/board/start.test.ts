import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");

it.each(["localhost:4000", "127.0.0.1:4000", "http://", "ftp://127.0.0.1"])(
  "npm run board says that %s is no address of a server, and starts nothing",
  (address) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/board.js"], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, HIREGRAPH_URL: address },
      encoding: "utf8",
      timeout: 100_000,
    });
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: "",
      stderr: `HIREGRAPH_URL is not an address: ${address}. It looks like http://127.0.0.1:4000\n`,
    });
  },
);
