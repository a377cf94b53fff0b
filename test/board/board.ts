import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { ask, type BuiltServer } from "../built/built-server.js";
import { findChromium } from "../support/browser.js";
import { hasTools } from "../support/tools.js";
import { untilAnswered } from "../support/until.js";

export const ROOT = join(__dirname, "../..");
export const FOLDER = join(ROOT, "examples/board");
const VITE = join(FOLDER, "node_modules/vite/bin/vite.js");
/** What the views looked like, kept for whoever wants to see: not in the repository. */
const PICTURES = join(ROOT, "pictures/board");

/** `describe` where the board's packages and a Chromium are there, else `describe.skip`; scripts/test.js says what is missing. */
export const describeBoard: jest.Describe = hasTools("examples/board") && findChromium() !== undefined ? describe : describe.skip;

export const SIZES = {
  desktop: { width: 1280, height: 860 },
  phone: { width: 390, height: 844 },
} as const;
export type Size = keyof typeof SIZES;

/** The board as it is built, in a folder of its own, served in front of one server or several. */
export class BuiltBoard {
  readonly #out = mkdtempSync(join(tmpdir(), "hiregraph-board-"));
  readonly #children = new Set<ChildProcess>();

  async build(): Promise<void> {
    await promisify(execFile)(process.execPath, [VITE, "build", "--outDir", this.#out, "--emptyOutDir"], { cwd: FOLDER });
  }

  /** Serves it as `vite preview` does, with its proxy to the server; comes back with its address. */
  serve(serverUrl: string): Promise<string> {
    return this.run([VITE, "preview", "--outDir", this.#out], { cwd: FOLDER, serverUrl });
  }

  /** Runs a program that prints the board's address, and comes back with that. */
  async run(args: readonly string[], { cwd, serverUrl }: { cwd: string; serverUrl: string }): Promise<string> {
    // Vite takes the next free port where one is taken, and has no word for any: somewhere above those of its own.
    const port = String(20_000 + Math.floor(Math.random() * 20_000));
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: "1", HIREGRAPH_URL: serverUrl, BOARD_PORT: port };
    const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    this.#children.add(child);
    const said: string[] = [];
    child.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()));
    const url = await new Promise<string | undefined>((resolve) => {
      const lines = createInterface(child.stdout);
      lines.on("line", (line) => {
        said.push(line);
        const found = /Local: +(http:\S+?)\/?$/.exec(line)?.[1];
        if (found !== undefined) resolve(found);
      });
      lines.once("close", () => resolve(undefined));
    });
    if (url === undefined) throw new Error(`The board was not served: ${said.join("\n")}`);
    return url;
  }

  stop(): void {
    for (const child of this.#children) child.kill();
    rmSync(this.#out, { recursive: true, force: true });
  }
}

interface Contradictions {
  discrepancies: { nodes: { id: string; remedies: { permission: { allowed: boolean } }[] }[]; sources: { state: string }[] };
}

interface Told {
  discrepancies: { nodes: { id: string }[] };
  events: { nodes: { discrepancyId: string }[] };
}

/** Until the server has looked at all records, and there is something to mend. */
export function untilMorningIsKnown(server: BuiltServer): Promise<void> {
  const query = "{ discrepancies(first: 50) { nodes { id remedies { permission { allowed } } } sources { state } } }";
  return untilAnswered(async () => {
    const { discrepancies } = await ask<Contradictions>(server, query);
    const canBeMended = discrepancies.nodes.filter(({ remedies }) => remedies.some(({ permission }) => permission.allowed));
    return canBeMended.length > 1 && discrepancies.sources.every(({ state }) => state === "FRESH");
  }, "what contradicts");
}

/** Until the feed has told of all that contradicts: whoever follows from then on is told of nothing older. */
export function untilMorningIsTold(server: BuiltServer): Promise<void> {
  const query = "{ discrepancies(first: 200) { nodes { id } } events(first: 200, kinds: [DISCREPANCY_FOUND]) { nodes { discrepancyId } } }";
  return untilAnswered(async () => {
    const { discrepancies, events } = await ask<Told>(server, query);
    const told = new Set(events.nodes.map(({ discrepancyId }) => discrepancyId));
    return discrepancies.nodes.every(({ id }) => told.has(id));
  }, "the events of what contradicts");
}

/** Whether the feed has told of a discrepancy, so often. */
export async function hasTold(server: BuiltServer, kind: string, id: string, times = 1): Promise<boolean> {
  const query = `{ events(first: 200, kinds: [${kind}]) { nodes { discrepancyId } } }`;
  const { events } = await ask<{ events: { nodes: { discrepancyId: string }[] } }>(server, query);
  return events.nodes.filter(({ discrepancyId }) => discrepancyId === id).length >= times;
}

/** A page of its own, and what it complained of. */
export interface Opened {
  page: Page;
  complaints: string[];
}

export async function openPage(
  browser: Browser,
  address: string,
  size: Size = "desktop",
  colorScheme: "light" | "dark" = "light",
): Promise<Opened> {
  const context = await browser.newContext({ viewport: SIZES[size], colorScheme, reducedMotion: "reduce", timezoneId: "UTC" });
  const page = await context.newPage();
  // Enough for a machine that is busy with other things.
  page.setDefaultTimeout(100_000);
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", ({ message }) => complaints.push(message));
  await page.goto(address);
  return { page, complaints };
}

/** Serious findings of axe, each with the element that it is about. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** How far the page reaches beyond its window, in pixels: 0 where nothing is cut off. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate("document.documentElement.scrollWidth - innerWidth");
}

export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}
