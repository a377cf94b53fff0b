import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { findChromium } from "./browser.js";

/** Runs where there is a Chromium; scripts/test.js says so where there is none. */
export const describeInBrowser: jest.Describe = findChromium() === undefined ? describe.skip : describe;

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

const TELL_OFFENCES = `document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  console.error("the policy forbids: " + violatedDirective + " " + blockedURI));`;

export interface Visit {
  page: Page;
  /** What must not happen: errors and warnings of the console, faults of scripts, offences against the policy, requests to other servers. */
  faults: string[];
}

/** Opens a page in a browser without memory. */
export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: DESKTOP, reducedMotion: "reduce", ...options });
  const faults: string[] = [];
  await context.addInitScript({ content: TELL_OFFENCES });
  const page = await context.newPage();
  const { origin } = new URL(url);
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("request", (request) => {
    if (/^(https?|wss?):/.test(request.url()) && new URL(request.url()).origin !== origin) faults.push(`outside: ${request.url()}`);
  });
  await page.goto(url);
  return { page, faults };
}
