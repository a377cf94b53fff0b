import type { Browser, Page } from "playwright-core";
import { ask, type BuiltServer, BuiltServers } from "../built/built-server.js";
import { launchChromium } from "../support/browser.js";
import { BuiltBoard, describeBoard, openPage, untilMorningIsKnown, untilMorningIsTold } from "./board.js";
import { holdAnswer } from "./held-answers.js";

const PAGE = 25;

/** What stood on the page at one moment. */
interface Moment {
  search: string;
  isBusy: boolean;
  rows: number;
  said: string;
}

describeBoard("A list of the board", () => {
  const servers = new BuiltServers();
  const board = new BuiltBoard();
  let server: BuiltServer;
  let url: string;
  let browser: Browser;
  let pages: Page[] = [];
  beforeAll(async () => {
    const built = board.build();
    server = await servers.start({ database: "lists.db", CODE_SWEEP: "on" });
    await built;
    url = await board.serve(server.url);
    browser = await launchChromium();
    await untilMorningIsKnown(server);
  });
  afterEach(async () => {
    await Promise.all(pages.map((page) => page.context().close()));
    pages = [];
  });
  afterAll(async () => {
    await browser?.close();
    board.stop();
    servers.kill();
    servers.remove();
  });

  async function open(path: string): Promise<Page> {
    const { page } = await openPage(browser, url + path);
    pages.push(page);
    return page;
  }

  /** Keeps every moment of the page from now on. */
  async function watch(page: Page): Promise<() => Promise<Moment[]>> {
    await page.evaluate(`
      globalThis.moments = [];
      new MutationObserver(() => moments.push({
        search: location.search,
        isBusy: document.querySelector(".board")?.getAttribute("aria-busy") === "true",
        rows: document.querySelectorAll(".board tbody tr").length,
        said: document.querySelector(".unseen[aria-live]").textContent,
      })).observe(document.body, { childList: true, characterData: true, attributes: true, subtree: true });
    `);
    return () => page.evaluate<Moment[]>("moments");
  }

  const rowsOf = (page: Page) => page.locator(".board tbody tr");
  const codesOf = (page: Page) => page.locator(".board .code").allTextContents();
  const moreOf = (page: Page) => page.getByRole("button", { name: "Load more" });

  it("takes no late page into the list of a filter chosen meanwhile, and says nothing of it", async () => {
    const page = await open("/requisitions");
    await rowsOf(page)
      .nth(PAGE - 1)
      .waitFor();
    const late = await holdAnswer(page, ({ operationName, variables }) => operationName === "Board" && variables.after !== undefined);
    await moreOf(page).click();
    await late.held;
    await page.getByText("Loading…").waitFor();
    const moments = await watch(page);
    await page.getByRole("searchbox").fill("REQ-1001");
    await page.getByText("1 requisition, all of them").waitFor();
    expect(await page.getByText("Loading…").count()).toBe(0);
    await late.release();

    await page.getByRole("searchbox").fill("");
    await page.getByText(`${PAGE} requisitions shown`).waitFor();
    await moreOf(page).click();
    await rowsOf(page)
      .nth(2 * PAGE - 1)
      .waitFor();
    const codes = await codesOf(page);
    expect(codes).toEqual([...new Set(codes)].sort());
    expect(codes).toHaveLength(2 * PAGE);

    const filtered = (await moments()).filter(({ search, isBusy }) => search === "?text=REQ-1001" && !isBusy);
    expect(new Set(filtered.map(({ rows }) => rows))).toEqual(new Set([1]));
    expect(new Set(filtered.map(({ said }) => said))).toEqual(new Set([""]));
  });

  it("loads more of a filter that was seen before, though that is read anew meanwhile and a page of another one is awaited, whose loss it does not tell", async () => {
    const page = await open("/requisitions?status=OPEN");
    await rowsOf(page)
      .nth(PAGE - 1)
      .waitFor();
    await page.getByLabel("Status").selectOption("CLOSED");
    await page.getByText("requisitions, all of them").waitFor();
    await page.getByLabel("Status").selectOption("");
    await page.getByText(`${PAGE} requisitions shown`).waitFor();
    const late = await holdAnswer(page, ({ variables }) => variables.after !== undefined);
    await moreOf(page).click();
    await late.held;
    const moments = await watch(page);
    const steps: string[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/graphql") && request.postDataJSON().variables.after) steps.push("next page asked for");
    });
    const first = await holdAnswer(page, ({ variables }) => variables.status === "OPEN");
    await page.getByLabel("Status").selectOption("OPEN");
    await page.getByText(`${PAGE} requisitions shown`).waitFor();
    await first.held;
    await moreOf(page).click();
    await page.getByText("Loading…").waitFor();
    steps.push("first page read");
    await first.release();
    await rowsOf(page)
      .nth(2 * PAGE - 1)
      .waitFor();
    expect(steps).toEqual(["first page read", "next page asked for"]);
    await late.cut();
    await moreOf(page).click();
    await rowsOf(page)
      .nth(3 * PAGE - 1)
      .waitFor();
    await page.getByText(`${3 * PAGE} requisitions shown`).waitFor();
    const codes = await codesOf(page);
    expect(codes).toEqual([...new Set(codes)].sort());
    const said = new Set((await moments()).map((moment) => moment.said));
    expect(said).toEqual(new Set(["", `${PAGE} more.`]));
    expect(await page.getByText("could not be read").count()).toBe(0);
  });

  it("keeps the rows of the filter before, in grey and without more of them, until the answer has come, and no longer", async () => {
    const page = await open("/requisitions");
    await rowsOf(page)
      .nth(PAGE - 1)
      .waitFor();
    const lost = await holdAnswer(page, ({ variables }) => variables.status === "CLOSED");
    await page.getByLabel("Status").selectOption("CLOSED");
    await lost.held;
    await page.locator('.board[aria-busy="true"]').waitFor();
    expect(await rowsOf(page).count()).toBe(PAGE);
    expect(await moreOf(page).count()).toBe(0);
    await lost.cut();
    await page.getByRole("alert").waitFor();
    expect(await rowsOf(page).count()).toBe(0);
    await page.getByRole("button", { name: "Ask again" }).click();
    await page.getByText("requisitions, all of them").waitFor();
    expect(await page.getByRole("alert").count()).toBe(0);
  });

  it("tells of contradictions that are new, and loses none where it is read anew while its next page is awaited", async () => {
    await untilMorningIsTold(server);
    const page = await open("/morning");
    const contradictions = page.locator(".contradiction");
    const idsOf = () => contradictions.evaluateAll((all) => all.map((one) => one.getAttribute("data-id")));
    await page.getByText("15 contradictions shown").waitFor();
    await page.locator(".feed-live").waitFor();
    const late = await holdAnswer(page, ({ operationName, variables }) => operationName === "Morning" && variables.after !== undefined);
    await moreOf(page).click();
    await late.held;

    // Somebody else closes one of a requisition's jobs: it is the first by its code, and moves the others on.
    const query = '{ requisition(code: "REQ-1001") { jobs { id vendor } } }';
    const { requisition } = await ask<{ requisition: { jobs: { id: string; vendor: string }[] } }>(server, query);
    const job = requisition.jobs.find(({ vendor }) => vendor === "FEISHU_HIRE")?.id;
    await ask(server, `mutation { closeJob(input: { id: "${job}" }) { operation { outcome } } }`);
    const button = page.getByRole("button", { name: "1 new one found: read the list anew" });
    await button.waitFor();
    const lost = await holdAnswer(page, ({ operationName }) => operationName === "Morning");
    await button.click();
    await lost.cut();
    // What could not be read is still offered.
    await button.click();
    await page.locator('[data-id="hiregraph:discrepancy:JOBS_DISAGREE.REQ-1001"]').waitFor();
    await page.getByText("The list was read anew.").waitFor({ state: "attached" });
    expect(await page.getByRole("button", { name: /anew/ }).count()).toBe(0);
    expect(await page.evaluate("document.activeElement.className")).toBe("contradictions");
    await late.release();
    await page.getByText("15 contradictions shown").waitFor();
    await moreOf(page).click();
    await page.getByText("30 contradictions shown").waitFor();
    const shown = await idsOf();
    const told = await ask<{ discrepancies: { nodes: { id: string }[] } }>(server, "{ discrepancies(first: 100) { nodes { id } } }");
    expect(shown).toEqual(told.discrepancies.nodes.slice(0, 30).map(({ id }) => id));
  });

  it("shows no bars of the quarter before while those of another one are awaited", async () => {
    const page = await open("/quarter");
    await page.locator(".lane .bar-version").first().waitFor();
    const late = await holdAnswer(page, ({ operationName }) => operationName === "QuarterTimeline");
    await page.getByRole("link", { name: /Next/ }).click();
    await late.held;
    await page.locator(".gantt-track", { hasText: "Loading…" }).first().waitFor();
    expect(await page.locator(".lane").count()).toBe(0);
    expect(await page.getByText("this quarter").count()).toBe(0);
    await late.release();
    await page.locator(".lane .bar-version").first().waitFor();
  });
});
