import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { ask, type BuiltServer, BuiltServers } from "../built/built-server.js";
import { commandsOf } from "../readme/readme.js";
import { launchChromium } from "../support/browser.js";
import {
  BuiltBoard,
  describeBoard,
  keepPicture,
  type Opened,
  openPage,
  overflow,
  ROOT,
  SIZES,
  type Size,
  seriousFindings,
  untilMorningIsKnown,
} from "./board.js";

const pause = () => once(AbortSignal.timeout(200), "abort");
const PAGE = 25;

describeBoard("The board", () => {
  const servers = new BuiltServers();
  const board = new BuiltBoard();
  let server: BuiltServer;
  let url: string;
  let browser: Browser;
  let opened: Opened[] = [];

  /** Where a vendor's stand-in is told what to break, and tells what it was asked. */
  function standIn(vendor: string): string {
    const found = new RegExp(`"vendor":"${vendor}"[^\\n]*?"standIn":"(http:[^"]+)"`).exec(server.said())?.[1];
    if (found === undefined) throw new Error(`The log names no stand-in of ${vendor}`);
    return `${found}/__sandbox`;
  }

  async function open(path: string, size?: Size, scheme?: "light" | "dark"): Promise<Page> {
    const one = await openPage(browser, url + path, size, scheme);
    opened.push(one);
    return one.page;
  }

  beforeAll(async () => {
    const built = board.build();
    server = await servers.start({ database: "board.db", CODE_SWEEP: "on" });
    await built;
    url = await board.serve(server.url);
    browser = await launchChromium();
    await untilMorningIsKnown(server);
  });
  afterEach(async () => {
    await Promise.all(opened.map(({ page }) => page.context().close()));
    const complaints = opened.flatMap((one) => one.complaints);
    opened = [];
    expect(complaints).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    board.stop();
    servers.kill();
    servers.remove();
  });

  /** Holds for every view at every size. */
  async function isWhole(page: Page, name: string): Promise<void> {
    await keepPicture(page, name);
    expect(await overflow(page)).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
  }

  describe.each(Object.keys(SIZES) as Size[])("at the size of a %s", (size) => {
    it("shows requisitions page by page, and finds those of a text and a status", async () => {
      const page = await open("/", size);
      const rows = page.locator(".board tbody tr");
      await rows.nth(PAGE - 1).waitFor();
      expect(new URL(page.url()).pathname).toBe("/requisitions");
      await isWhole(page, `requisitions-${size}`);
      await page.getByRole("button", { name: "Load more" }).click();
      await rows.nth(2 * PAGE - 1).waitFor();
      const codes = await page.locator(".board .code").allTextContents();
      expect(new Set(codes).size).toBe(2 * PAGE);

      await page.getByRole("searchbox").fill("REQ-1001");
      await page.getByText("1 requisition, all of them").waitFor();
      expect(new URL(page.url()).search).toBe("?text=REQ-1001");
      const row = rows.first();
      for (const said of ["REQ-1001", "Software Engineer (Shanghai)", "1 open of 1", "Greenhouse", "Feishu Hire", "HeadHunter", "views"]) {
        expect(await row.textContent()).toContain(said);
      }
      await page.getByLabel("Status").selectOption("CLOSED");
      await page.getByText("No requisition is like that.").waitFor();
      // What stands in the address is shown again.
      await page.reload();
      await page.getByText("No requisition is like that.").waitFor();
      expect(await page.getByLabel("Status").inputValue()).toBe("CLOSED");
    });

    it("shows a quarter as bars of versions, openings and vacancies, and goes to the next and the previous one", async () => {
      const page = await open("/quarter", size);
      for (const kind of ["version", "opening", "vacancy"]) await page.locator(`.lane .bar-${kind}`).first().waitFor();
      const name = new URL(page.url()).pathname;
      await isWhole(page, `quarter-${size}`);
      await page.getByLabel("Openings").uncheck();
      await page.locator(".lane .bar-opening").first().waitFor({ state: "detached" });
      await page.getByRole("link", { name: /Next/ }).click();
      await page.waitForFunction(`location.pathname !== ${JSON.stringify(name)}`);
      await page.locator(".lane .bar-version").first().waitFor();
      await page.getByRole("link", { name: /Previous/ }).click();
      await page.waitForFunction(`location.pathname === ${JSON.stringify(name)}`);
      await page.locator(".lane .bar-vacancy").first().waitFor();
    });

    it("shows an advertisement's views and responses by day, as charts and as the same table", async () => {
      const page = await open("/advertisements/headhunter:vacancy:8331228", size);
      await page.locator(".chart .recharts-bar-rectangle path").first().waitFor();
      await isWhole(page, `advertisement-${size}`);
      type Stats = { vacancyStats: { views: number; days: { date: string; views: number | null; responses: number | null }[] }[] };
      const { vacancyStats } = await ask<Stats>(
        server,
        '{ vacancyStats(vacancyIds: ["headhunter:vacancy:8331228"]) { views days { date views responses } } }',
      );
      const figures = await page
        .locator(".days tbody tr")
        .evaluateAll((rows) => rows.map((row) => [...row.children].slice(1, 3).map((cell) => cell.textContent)));
      const said = (figure: number | null) => (figure === null ? "no data" : String(figure));
      expect(figures).toEqual(vacancyStats[0]?.days.map(({ views, responses }) => [said(views), said(responses)]));
      const bars = vacancyStats[0]?.days.filter(({ views }) => views !== null).length ?? 0;
      expect(await page.locator(".chart").first().locator(".recharts-bar-rectangle path").count()).toBe(bars);
      await page.getByText("14 days").click();
      await page.locator(".days tbody tr").nth(13).waitFor();
      expect(new URL(page.url()).search).toBe("?days=14");
    });

    it("shows where vendors contradict one another, and why a remedy is not possible", async () => {
      const page = await open("/morning", size);
      await page.locator(".contradiction").first().waitFor();
      await page
        .getByText(/Not possible now\. \w/)
        .first()
        .waitFor();
      await isWhole(page, `morning-${size}`);
      await page.getByLabel("Kind").selectOption("OPEN_WITHOUT_ADVERT");
      await page.getByText("costs money").first().waitFor();
      expect(await page.getByRole("heading", { name: "Jobs disagree" }).count()).toBe(0);
    });
  });

  it("checks a remedy, sends it, and is told live that it mended: by the keyboard alone", async () => {
    const page = await open("/morning");
    const changes = async () => {
      const requests = (await (await fetch(`${standIn("feishu-hire")}/requests`)).json()) as { method: string; path: string }[];
      return requests.filter(({ path }) => /\/jobs\/\d+\/(open|close)$/.test(path)).length;
    };
    const focused = () => page.evaluate<string>("document.activeElement.textContent");
    async function tabTo(text: string): Promise<void> {
      for (let presses = 0; presses < 200; presses += 1) {
        await page.keyboard.press("Tab");
        if ((await focused()) === text) return;
      }
      throw new Error(`No tab stop says ${text}`);
    }
    await page.locator(".feed-live").waitFor();
    await page.getByRole("button", { name: "Check" }).first().waitFor();
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    await tabTo("Check");
    const id = await page.evaluate<string>('document.activeElement.closest(".contradiction").dataset.id');
    const contradiction = page.locator(`[data-id="${id}"]`);
    const outline = await page.evaluate<string>("getComputedStyle(document.activeElement).outlineStyle");
    expect(outline).toBe("solid");

    const before = await changes();
    await page.keyboard.press("Enter");
    await contradiction.getByText("Nothing has been sent yet.").waitFor();
    expect(await page.getByRole("status").last().textContent()).toContain("The checks passed");
    await keepPicture(page, "remedy-checked-desktop");
    expect(await seriousFindings(page)).toEqual([]);
    expect(await changes()).toBe(before);

    await tabTo("Send it");
    await page.keyboard.press("Enter");
    await contradiction.getByText("Applied").waitFor();
    expect(await changes()).toBe(before + 1);
    // Nothing is asked again by the page: the feed says it.
    await contradiction.getByText("The vendors agree.").waitFor();
    expect(await page.locator("[aria-live]").last().textContent()).toContain("mended");
    await keepPicture(page, "remedy-mended-desktop");
    expect(await seriousFindings(page)).toEqual([]);

    await tabTo("Receipt");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Outcome" }).waitFor();
    expect(await focused()).toBe("Receipts");
    await page.getByText("CLOSED").first().waitFor();
    for (const said of ["anonymous", "The change was made.", "Feishu Hire"]) await page.getByText(said).first().waitFor();
    for (const size of Object.keys(SIZES) as Size[]) {
      await page.setViewportSize(SIZES[size]);
      await isWhole(page, `receipt-${size}`);
    }
  });

  it("costs a vendor that is down its own records alone: said at the vendor and in each row, until it is back", async () => {
    await fetch(`${standIn("greenhouse")}/faults`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ kind: "status", status: 503 }),
    });
    try {
      const page = await open("/requisitions?text=REQ-10");
      await page.getByText(/^Greenhouse did not answer/).waitFor();
      const row = page.locator(".board tbody tr", { hasText: "REQ-1004" });
      expect(await row.locator(".missing").textContent()).toMatch(/^Greenhouse (missing|as read earlier)$/);
      expect(await row.locator('[data-column="Jobs"]').textContent()).toContain("Feishu Hire");
      // What is not there because a vendor is down is not told to be none.
      expect(await row.locator('[data-column="Seats"]').textContent()).toBe("Not known");
      expect(await page.getByRole("alert").count()).toBe(0);
      await isWhole(page, "vendor-down-desktop");
      await fetch(`${standIn("greenhouse")}/faults`, { method: "DELETE" });
      // Its circuit lets requests through again some seconds later.
      for (let tries = 0; tries < 400 && (await page.locator(".missing").count()) > 0; tries += 1) {
        await page
          .getByRole("button", { name: "Ask again" })
          .click({ timeout: 1_000 })
          .catch(() => undefined);
        await pause();
      }
      expect(await page.locator(".missing").count()).toBe(0);
      expect(await row.locator('[data-column="Jobs"]').textContent()).toContain("Greenhouse");
    } finally {
      await fetch(`${standIn("greenhouse")}/faults`, { method: "DELETE" });
    }
  });

  it("is as whole in the dark", async () => {
    for (const view of ["requisitions", "quarter", "advertisements/headhunter:vacancy:8331228", "morning", "operations"]) {
      const page = await open(`/${view}`, "desktop", "dark");
      await page.locator(".board, .gantt, .days, .contradiction, .picker").first().waitFor();
      await isWhole(page, `${view.split("/")[0]}-dark`);
    }
  });

  it("is started by the lines of its README, the second of which prints its address", async () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> };
    const [start, run = "", ...more] = commandsOf("starting the board");
    expect([start, scripts.start, more]).toEqual(["npm start", expect.stringContaining("dist/main.js"), []]);
    const [, program = ""] = /^node (\S+)$/.exec(scripts[run.replace("npm run ", "")] ?? "") ?? [];
    const address = await board.run([program], { cwd: ROOT, serverUrl: server.url });
    const { status } = await fetch(`${address}/graphql?query={__typename}`, { headers: { "apollo-require-preflight": "1" } });
    expect(status).toBe(200);
    expect(await (await fetch(address)).text()).toContain("<title>Hiregraph board</title>");
  });
});
