// The folders whose packages stand apart from the server's own, each with a lock of its own.
import { readdirSync } from "node:fs";
import { join } from "node:path";

export const BOARD = "examples/board";
export const toolFolders = [...readdirSync("tools").map((name) => join("tools", name)), BOARD];
