import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/** The system's browser: nothing is downloaded. `CHROMIUM` names another; undefined where there is none, and scripts/test.js says so. */
export function findChromium(): string | undefined {
  const { CHROMIUM } = process.env;
  const places = JSON.parse(readFileSync(join(__dirname, "../../scripts/chromium-places.json"), "utf8")) as string[];
  return (CHROMIUM ? [CHROMIUM] : places).find((file) => existsSync(file));
}

const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @throws where there is no Chromium */
export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("There is no Chromium. Name one in CHROMIUM.");
  // Root may not run it in its own sandbox.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox", ...QUIET] : QUIET });
}
