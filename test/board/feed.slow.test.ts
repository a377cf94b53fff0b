import type { Browser, Locator, Page } from "playwright-core";
import { ask, type BuiltServer, BuiltServers } from "../built/built-server.js";
import { launchChromium } from "../support/browser.js";
import { untilAnswered } from "../support/until.js";
import { BuiltBoard, describeBoard, hasTold, openPage } from "./board.js";

interface Told {
  node: { remedies: { mutation: string; input: { id: string }; permission: { allowed: boolean } }[] };
}

/** Somebody else's change, sent to the server without the page. */
async function mendByAnother(server: BuiltServer, id: string): Promise<void> {
  const { node } = await ask<Told>(
    server,
    `{ node(id: "${id}") { ... on Discrepancy { remedies { mutation input permission { allowed } } } } }`,
  );
  const remedy = node.remedies.find(({ permission }) => permission.allowed);
  if (remedy === undefined) throw new Error(`Nothing mends ${id}`);
  await ask(server, `mutation { ${remedy.mutation}(input: { id: "${remedy.input.id}" }) { operation { outcome } } }`);
}

describeBoard("The board's stream", () => {
  const servers = new BuiltServers();
  const board = new BuiltBoard();
  let browser: Browser;
  beforeAll(async () => {
    await board.build();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    board.stop();
    servers.kill();
    servers.remove();
  });

  /** Read anew until there is one that can be mended, and of which the server has told: of what ends before, no end is told. */
  async function mendable(page: Page, server: BuiltServer): Promise<string> {
    const found: Locator = page
      .locator(".contradiction", { hasText: "Jobs disagree" })
      .filter({ has: page.getByRole("button", { name: "Check" }) });
    await page.locator(".contradiction, .empty").first().waitFor();
    for (let tries = 0; tries < 400 && (await found.count()) === 0; tries += 1) {
      await page.reload();
      await page.locator(".contradiction, .empty").first().waitFor();
    }
    const id = (await found.first().getAttribute("data-id")) ?? "";
    await untilAnswered(() => hasTold(server, "DISCREPANCY_FOUND", id));
    return id;
  }

  it("begins again by itself when the server was away, and then tells what somebody else has mended", async () => {
    const first = await servers.start({ database: "feed.db", CODE_SWEEP: "on" });
    const url = await board.serve(first.url);
    const { page } = await openPage(browser, `${url}/receipts-of-nothing`);
    await page.getByRole("heading", { name: "There is no such view" }).waitFor();
    await page.locator(".feed-live").waitFor();

    first.child.kill("SIGKILL");
    await page.getByText("Reconnecting").waitFor();
    const second = await servers.start({ database: "feed.db", CODE_SWEEP: "on", PORT: new URL(first.url).port });
    await page.locator(".feed-live").waitFor();

    await page.getByRole("link", { name: "Morning" }).click();
    const id = await mendable(page, second);
    await page.locator(".feed-live").waitFor();
    await mendByAnother(second, id);
    await page
      .locator(`[data-id="${id}"]`)
      .getByText(/^Mended at/)
      .waitFor();
  });

  it("tells what happened before it was first open, though no event had come by which to go on", async () => {
    const server = await servers.start({ database: "gap.db", CODE_SWEEP: "on" });
    const { page } = await openPage(browser, `${await board.serve(server.url)}/morning`);
    const id = await mendable(page, server);
    await page.route("**/graphql/stream", (route) => route.abort());
    await page.reload();
    await page.locator(`[data-id="${id}"]`).waitFor();
    await page.getByText("Reconnecting").waitFor();

    await mendByAnother(server, id);
    await untilAnswered(() => hasTold(server, "DISCREPANCY_ENDED", id));
    await page.unroute("**/graphql/stream");
    await page
      .locator(`[data-id="${id}"]`)
      .getByText(/^Mended at/)
      .waitFor();
  });
});
