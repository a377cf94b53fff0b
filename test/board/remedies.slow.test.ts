import type { Browser } from "playwright-core";
import { ask, type BuiltServer, BuiltServers } from "../built/built-server.js";
import { launchChromium } from "../support/browser.js";
import { untilAnswered } from "../support/until.js";
import { BuiltBoard, describeBoard, keepPicture, openPage, seriousFindings } from "./board.js";

interface Paid {
  discrepancies: { nodes: { id: string; remedies: { mutation: string; permission: { allowed: boolean } }[] }[] };
}

const PROLONGED = /\/vacancies\/\d+\/prolongate$/;

describeBoard("A remedy that costs money", () => {
  const servers = new BuiltServers();
  const board = new BuiltBoard();
  let server: BuiltServer;
  let browser: Browser;
  afterAll(async () => {
    await browser?.close();
    board.stop();
    servers.kill();
    servers.remove();
  });

  /** Asks the stand-in of HeadHunter at the place where it is broken, and tells what it was asked. */
  async function standIn(path: string, body?: object, method = body === undefined ? "GET" : "POST"): Promise<Response> {
    const found = /"vendor":"headhunter"[^\n]*?"standIn":"(http:[^"]+)"/.exec(server.said())?.[1];
    const headers = { "content-type": "application/json" };
    return fetch(`${found}/__sandbox/${path}`, { method, ...(body === undefined ? {} : { headers, body: JSON.stringify(body) }) });
  }

  /** How often HeadHunter was asked for a prolongation. */
  async function sent(): Promise<number> {
    const requests = (await (await standIn("requests")).json()) as { method: string; path: string }[];
    return requests.filter(({ method, path }) => method === "POST" && PROLONGED.test(path)).length;
  }

  it("is sent only once a box is ticked, once, and its outcome is said also where the vendor's answer was lost", async () => {
    const built = board.build();
    server = await servers.start({ database: "remedies.db", CODE_SWEEP: "on" });
    await built;
    const url = await board.serve(server.url);
    browser = await launchChromium();
    let id = "";
    await untilAnswered(async () => {
      const query = "{ discrepancies(first: 50, kinds: [ADVERT_ENDS_SOON]) { nodes { id remedies { mutation permission { allowed } } } } }";
      const { discrepancies } = await ask<Paid>(server, query);
      const found = discrepancies.nodes.find(({ remedies }) =>
        remedies.some(({ mutation, permission }) => mutation === "prolongateVacancy" && permission.allowed),
      );
      id = found?.id ?? "";
      return found !== undefined;
    });
    const { page } = await openPage(browser, `${url}/morning?kind=ADVERT_ENDS_SOON`);
    await page.locator(".feed-live").waitFor();
    const remedy = page.locator(`[data-id="${id}"] [data-mutation="prolongateVacancy"]`);
    await remedy.getByText("costs money").waitFor();
    await remedy.getByRole("button", { name: "Check" }).click();
    await remedy.getByText("Nothing has been sent yet.").waitFor();
    const send = remedy.getByRole("button", { name: "Send it, and pay" });
    expect(await send.isDisabled()).toBe(true);
    await remedy.getByLabel("It may cost money").check();
    expect(await send.isDisabled()).toBe(false);
    // What was agreed to holds for this check alone.
    await remedy.getByRole("button", { name: "Leave it" }).click();
    await remedy.getByRole("button", { name: "Check" }).click();
    await send.waitFor();
    expect(await send.isDisabled()).toBe(true);
    await remedy.getByLabel("It may cost money").check();
    await keepPicture(page, "remedy-paid-desktop");
    expect(await seriousFindings(page)).toEqual([]);
    expect(await sent()).toBe(0);

    // HeadHunter does the work and never answers, and then cannot be read: nobody knows what became of it.
    await standIn("faults", { kind: "hang-after", method: "POST", path: "prolongate", times: 1 });
    await page.evaluate(`
      globalThis.said = [];
      new MutationObserver(() => said.push(document.querySelector(".unseen[aria-live]").textContent))
        .observe(document.querySelector(".unseen[aria-live]"), { childList: true, characterData: true, subtree: true });
    `);
    await send.dblclick();
    await untilAnswered(async () => (await sent()) === 1);
    await standIn("faults", { kind: "status", status: 503, method: "GET" });
    await remedy.getByText("Uncertain", { exact: true }).waitFor();
    await standIn("faults", undefined, "DELETE");
    await remedy.getByText("Applied", { exact: true }).waitFor();
    expect(await remedy.textContent()).not.toMatch(/uncertain/i);
    expect(await sent()).toBe(1);
    const said = await page.evaluate<string[]>("said");
    const title = "Prolong the advertisement at HeadHunter";
    expect(said.filter((one) => one.startsWith(title))).toEqual([`${title}: Uncertain`, `${title}: Applied`]);
  });
});
