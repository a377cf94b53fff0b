import { createHash } from "node:crypto";
import type { Browser } from "playwright-core";
import { BuiltServers } from "../built/built-server.js";
import { launchChromium } from "../support/browser.js";
import { BuiltBoard, describeBoard, keepPicture, openPage, seriousFindings } from "./board.js";

const TOKEN = "token-of-the-board";

describeBoard("The board at a server with sign-in", () => {
  const servers = new BuiltServers();
  const board = new BuiltBoard();
  let url: string;
  let browser: Browser;
  beforeAll(async () => {
    const built = board.build();
    const hash = createHash("sha256").update(TOKEN).digest("hex");
    const server = await servers.start({ database: "sign-in.db", CODE_SWEEP: "on", AUTH_TOKENS: `desk:${hash}:read` });
    await built;
    url = await board.serve(server.url);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    board.stop();
    servers.kill();
    servers.remove();
  });

  it("asks for a token in words of the server, keeps it in the tab alone, and follows with it", async () => {
    const { page, complaints } = await openPage(browser, `${url}/requisitions`);
    await page.getByLabel("Access token").waitFor();
    await keepPicture(page, "sign-in-desktop");
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.locator(".board").count()).toBe(0);

    await page.getByLabel("Access token").fill("another");
    await page.getByRole("button", { name: "Use this token" }).click();
    await page.getByLabel("Access token").waitFor();
    await page.getByLabel("Access token").fill(TOKEN);
    await page.getByRole("button", { name: "Use this token" }).click();
    await page.locator(".board tbody tr").first().waitFor();
    await page.locator(".feed-live").waitFor();
    expect(await page.getByLabel("Access token").count()).toBe(0);
    expect(await page.evaluate("[localStorage.length, Object.values(sessionStorage)]")).toEqual([0, [TOKEN]]);

    await page.reload();
    await page.locator(".board tbody tr").first().waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Access token").waitFor();
    // The browser itself says of an answer of 401 that it is one; nothing else is amiss.
    expect(complaints.filter((complaint) => !complaint.includes("status of 401"))).toEqual([]);
  });
});
