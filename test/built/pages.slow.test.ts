import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type axe from "axe-core";
import type { Browser, BrowserContextOptions, Page, Request } from "playwright-core";
import { launchChromium } from "../support/browser.js";
import { untilAnswered } from "../support/until.js";
import { DESKTOP, describeInBrowser, PHONE, type Visit, visit } from "../support/visit.js";
import { ask, type BuiltServer, BuiltServers } from "./built-server.js";

const AXE = readFileSync(createRequire(join(process.cwd(), "package.json")).resolve("axe-core/axe.min.js"), "utf8");
/** Low enough for a picture that shows what is written in it. */
const LOW = { width: 1280, height: 640 };
const TOKEN = "a-token-of-the-pages";
const sha256 = createHash("sha256").update(TOKEN).digest("hex");

/** Kept where `npm run pictures` asks for it. */
async function picture(page: Page, name: string): Promise<void> {
  if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, `${name}.png`) });
}

/** What axe finds that keeps people from using the page. */
async function barriers(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(", ")}`);
}

/** What a part of a page says, its spaces as they were typed: an editor writes others. */
async function said(page: Page, selector: string): Promise<string> {
  return (await page.locator(selector).allInnerTexts()).join("\n").replaceAll("\u00a0", " ");
}

async function untilSaid(page: Page, selector: string, text: string | RegExp): Promise<void> {
  await untilAnswered(async () => {
    const now = await said(page, selector);
    return typeof text === "string" ? now.includes(text) : text.test(now);
  });
}

describeInBrowser("In a browser", () => {
  const servers = new BuiltServers();
  let browser: Browser;
  let server: BuiltServer;
  let guarded: BuiltServer;

  beforeAll(async () => {
    browser = await launchChromium();
    server = await servers.start({ database: "pages.db", CODE_SWEEP: "on" });
    guarded = await servers.start({ database: "guarded.db", AUTH_TOKENS: `desk:${sha256}:read` });
    // The board is known once the server has read its records.
    await untilAnswered(async () => {
      const { requisitions } = await ask<{ requisitions: { sources: { state: string }[] } }>(
        server,
        "{ requisitions { sources { state } } }",
      );
      return requisitions.sources.every(({ state }) => state === "FRESH");
    });
  });
  afterAll(async () => {
    await browser.close();
    servers.kill();
    servers.remove();
  });

  describe.each([
    ["desktop", DESKTOP],
    ["phone", PHONE],
  ])("the page at /, on a %s", (device, viewport) => {
    it.each(["light", "dark"] as const)("shows the sources and the first answer, in %s, to everybody", async (colorScheme) => {
      const { page, faults } = await visit(browser, server.url, { viewport, colorScheme });
      await untilSaid(page, "#answer", "greenhouse:opening:4000000000.4100000000");
      await untilSaid(page, "#sources", /greenhouse\s+stand-in\s+answered/);
      expect((await said(page, "#sources h3")).split("\n")).toEqual([
        "feishu-corehr",
        "feishu-hire",
        "greenhouse",
        "headhunter",
        "linkedin",
      ]);
      expect(await said(page, "#version")).toMatch(/^\d+\.\d+\.\d+$/);
      expect(await page.locator("#sandbox").getAttribute("href")).toBe(
        `https://studio.apollographql.com/sandbox?endpoint=${encodeURIComponent(`${server.url}/graphql`)}`,
      );
      // Nothing has to be moved aside to be read.
      expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
      await page.evaluate(AXE);
      expect(await barriers(page)).toEqual([]);
      await picture(page, `start-${device}-${colorScheme}`);
      expect(faults).toEqual([]);
      await page.context().close();
    });
  });

  describe("The page at /", () => {
    it("shows a source that is down, and why, beside those that are not", async () => {
      // Nothing answers there.
      const env = { GREENHOUSE_API_TOKEN: "token", GREENHOUSE_BASE_URL: "http://127.0.0.1:1", SANDBOX_VENDORS: "feishu-corehr" };
      const { url } = await servers.start({ database: "down.db", ...env });
      const { page, faults } = await visit(browser, url);
      await untilSaid(page, "#sources .bad", /greenhouse\s+live\s+(failed|does not answer).*\n+UNAVAILABLE: /);
      await untilSaid(page, "#sources", /feishu-corehr\s+stand-in\s+answered/);
      expect(await said(page, "#sources")).toMatch(/linkedin\s+off\s+not configured/);
      await untilSaid(page, "#answer", /"vendor": "GREENHOUSE",\s+"state": "FAILED"/);
      await page.evaluate(AXE);
      expect(await barriers(page)).toEqual([]);
      await picture(page, "start-down");
      expect(faults).toEqual([]);
    });

    it("takes an answer of a minute ago for its first one, so that opening it costs no vendor a request, until its reader asks again", async () => {
      const kept = async () => {
        const metrics = await (await fetch(`${server.url}/metrics`)).text();
        return Number(/^hiregraph_graphql_kept_answers_total (\d+)$/m.exec(metrics)?.[1] ?? 0);
      };
      const { page } = await visit(browser, server.url);
      await untilSaid(page, "#status", "200");
      const before = await kept();
      await page.reload();
      await untilSaid(page, "#status", "200");
      expect(await kept()).toBe(before + 1);
      const isFirstQuery = (request: Request) => request.postData()?.includes("requisition") ?? false;
      const asked = page.waitForRequest(isFirstQuery);
      await page.getByRole("button", { name: "Ask again" }).click();
      expect((await asked).headers()["cache-control"]).toBeUndefined();
      await untilSaid(page, "#status", "200");
      expect(await kept()).toBe(before + 1);
    });

    it("shows those who sign in what it shows to nobody else, by the keyboard alone, and keeps no token", async () => {
      const { page, faults } = await visit(browser, guarded.url);
      expect(await said(page, "#sources")).toBe("Shown to those who are signed in.");
      expect([await said(page, "#answer"), await said(page, "#version")]).toEqual(["Shown to those who are signed in.", ""]);
      await page.evaluate(AXE);
      expect(await barriers(page)).toEqual([]);
      await picture(page, "start-sign-in");
      expect(faults).toEqual([]);

      await page.getByLabel("Token").focus();
      await page.keyboard.type("not-a-token");
      await page.keyboard.press("Enter");
      await untilSaid(page, "#sources", "The token is not known to this server.");
      await page.keyboard.press("Control+A");
      await page.keyboard.type(TOKEN);
      await page.keyboard.press("Enter");
      await untilSaid(page, "#sources", /greenhouse\s+stand-in\s+answered/);
      await untilSaid(page, "#answer", "greenhouse:job:4000000000");
      expect(await page.evaluate("[document.cookie, localStorage.length, sessionStorage.length, location.href]")).toEqual([
        "",
        0,
        0,
        `${guarded.url}/`,
      ]);
    });

    it("lets every link and control be reached by the keyboard, and seen", async () => {
      const { page } = await visit(browser, server.url);
      await untilSaid(page, "#answer", "requisition");
      const reached: string[] = [];
      for (let step = 0; step < 12; step += 1) {
        await page.keyboard.press("Tab");
        reached.push(await page.evaluate("document.activeElement.id || document.activeElement.textContent"));
        expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).not.toBe("none");
        if (reached.includes("Metrics")) break;
      }
      expect(reached).toEqual([
        ...["Open GraphiQL", "Read the schema", "again", "query", "answer"],
        ...["GraphiQL", "sandbox", "schema.graphql", "Documentation", "Metrics"],
      ]);
    });
  });

  describe("GraphiQL", () => {
    const RUN = { name: /^Execute query/ };

    /** Opened, and its first tab written into its editor: until then it does not take another one. */
    async function graphiql(url: string, options?: BrowserContextOptions): Promise<Visit> {
      const visited = await visit(browser, `${url}/graphiql`, options);
      await untilSaid(visited.page, ".graphiql-query-editor", "query Requisition");
      return visited;
    }

    async function openTab(page: Page, name: string): Promise<void> {
      await page.getByRole("tab", { name }).click();
      await untilSaid(page, ".graphiql-query-editor", new RegExp(`(query|mutation|subscription) ${name}`));
    }

    it.each([
      ["desktop", LOW, "light"],
      ["desktop", LOW, "dark"],
      ["phone", PHONE, "light"],
    ] as const)("on a %s shows the board, all of it from this server", async (device, viewport, colorScheme) => {
      const { page, faults } = await graphiql(server.url, { viewport, colorScheme });
      await openTab(page, "Board");
      // Just after a change of tabs GraphiQL may still run the operation of the tab before, and the board grows after a start.
      await untilAnswered(async () => {
        await page.getByRole("button", RUN).click();
        await page.getByRole("button", RUN).waitFor();
        return /"code": "REQ-\d+"/.test(await said(page, ".graphiql-response"));
      });
      await picture(page, `graphiql-${device}-${colorScheme}`);
      expect(faults).toEqual([]);
      await page.context().close();
    });

    it("says so where the server does not give its schema, as while it drains", async () => {
      const page = await browser.newPage();
      await page.route("**/schema.graphql", (route) => route.fulfill({ status: 503, body: "{}" }));
      await page.goto(`${server.url}/graphiql`);
      await untilSaid(page, "#graphiql", "503");
      await page.context().close();
    });

    it("runs its first tab with its variables, and finds its documents sound by the schema", async () => {
      const { page, faults } = await graphiql(server.url);
      await untilSaid(page, ".graphiql-editor-tool", '"code": "REQ-1001"');
      await page.getByRole("button", RUN).click();
      await untilSaid(page, ".graphiql-response", "feishu-corehr:job:7094136007919023757");
      // The editor underlines what it finds wrong, in a worker.
      for (const name of ["Board", "CloseSeat", "Events", "Requisition"]) {
        await openTab(page, name);
        expect(await page.locator(".graphiql-query-editor .squiggly-error").count()).toBe(0);
      }
      expect(faults).toEqual([]);
    });

    it("tells of an event that a change makes meanwhile, after the change was tried", async () => {
      const { page, faults } = await graphiql(server.url);
      const stayed = await graphiql(server.url, { viewport: LOW });
      await openTab(stayed.page, "Events");
      await stayed.page.getByRole("button", RUN).click();
      await untilAnswered(async () => /^hiregraph_followers 1$/m.test(await (await fetch(`${server.url}/metrics`)).text()));

      await openTab(page, "CloseSeat");
      await page.getByRole("button", RUN).click();
      await untilSaid(page, ".graphiql-response", /"status": "OPEN"[\s\S]*"operation": null,\s+"userErrors": \[\]/);

      const change = 'closeOpening(input: { id: "greenhouse:opening:4000000000.4100000000", closeReasonId: "4500000034" })';
      await ask(server, `mutation { ${change} { userErrors { code } } }`);
      await untilSaid(stayed.page, ".graphiql-response", /"recordId": "greenhouse:job:4000000000"/);
      await picture(stayed.page, "graphiql-events");
      expect([...faults, ...stayed.faults]).toEqual([]);
    });

    it("has the header of a token ready where callers sign in, and the schema before one is given", async () => {
      const { page, faults } = await graphiql(guarded.url);
      await untilSaid(page, ".graphiql-editor-tool", '"Authorization": "Bearer <token>"');
      await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
      await page.getByText("A GraphQL schema provides a root type").waitFor();
      expect(faults).toEqual([]);
      await page.getByRole("button", RUN).click();
      await untilSaid(page, ".graphiql-response", "UNAUTHENTICATED");
      await page.locator(".graphiql-editor-tool .graphiql-editor:not(.hidden)").getByRole("textbox").focus();
      // To the end of the value, and its token in place of the one that stands there.
      for (const key of ["Control+End", "ArrowUp", "End", "ArrowLeft"]) await page.keyboard.press(key);
      for (const _ of "<token>") await page.keyboard.press("Backspace");
      await page.keyboard.insertText(TOKEN);
      await untilSaid(page, ".graphiql-editor-tool", `"Authorization": "Bearer ${TOKEN}"`);
      await page.getByRole("button", RUN).click();
      await untilSaid(page, ".graphiql-response", "greenhouse:job:4000000000");
    });
  });
});
