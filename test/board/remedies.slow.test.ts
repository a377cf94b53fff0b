import type { Browser, Page, Request } from "playwright-core";
import { ask, type BuiltServer, BuiltServers } from "../built/built-server.js";
import { launchChromium } from "../support/browser.js";
import { untilAnswered } from "../support/until.js";
import { BuiltBoard, describeBoard, keepPicture, openPage, seriousFindings } from "./board.js";
import { holdAnswer } from "./held-answers.js";

interface Paid {
  discrepancies: { nodes: { id: string; remedies: { mutation: string; permission: { allowed: boolean } }[] }[] };
}

const PROLONGED = /\/vacancies\/\d+\/prolongate$/;

describeBoard("A remedy that costs money", () => {
  const servers = new BuiltServers();
  const board = new BuiltBoard();
  let server: BuiltServer;
  let url: string;
  let browser: Browser;
  beforeAll(async () => {
    const built = board.build();
    server = await servers.start({ database: "remedies.db", CODE_SWEEP: "on" });
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

  /** A contradiction that a prolongation mends. */
  async function prolongable(): Promise<string> {
    const query = "{ discrepancies(first: 50, kinds: [ADVERT_ENDS_SOON]) { nodes { id remedies { mutation permission { allowed } } } } }";
    let id: string | undefined;
    await untilAnswered(async () => {
      const { discrepancies } = await ask<Paid>(server, query);
      const found = discrepancies.nodes.find(({ remedies }) =>
        remedies.some(({ mutation, permission }) => mutation === "prolongateVacancy" && permission.allowed),
      );
      id = found?.id;
      return found !== undefined;
    }, "a contradiction that a prolongation mends");
    return id ?? "";
  }

  /** Keys of what was sent, and of which the tab does not know what became of it. */
  const keysIn = (page: Page) => page.evaluate<string[]>('Object.keys(sessionStorage).filter((name) => name.startsWith("hiregraph.key"))');

  /** Until none is left: a key is forgotten once the outcome is shown, not before. */
  const noKeyIn = (page: Page) => page.waitForFunction('Object.keys(sessionStorage).every((name) => !name.startsWith("hiregraph.key"))');

  it("is sent only once a box is ticked, once, and its outcome is said also where the vendor's answer was lost", async () => {
    const id = await prolongable();
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
    expect(await keysIn(page)).toHaveLength(1);
    await standIn("faults", undefined, "DELETE");
    await remedy.getByText("Applied", { exact: true }).waitFor();
    await noKeyIn(page);
    expect(await remedy.textContent()).not.toMatch(/uncertain/i);
    expect(await sent()).toBe(1);
    const said = await page.evaluate<string[]>("said");
    const title = "Prolong the advertisement at HeadHunter";
    expect(said.filter((one) => one.startsWith(title))).toEqual([`${title}: Uncertain`, `${title}: Applied`]);
  });

  it("is not made twice where its answer was lost and the page loaded again: what became of it is told, and its key forgotten", async () => {
    const id = await prolongable();
    const before = await sent();
    const { page } = await openPage(browser, "about:blank");
    await page.route("**/graphql/stream", (route) => route.abort());
    const isList = (request: Request) => request.url().endsWith("/graphql") && request.postDataJSON().operationName === "Morning";
    const listed = page.waitForResponse((response) => isList(response.request()));
    await page.goto(`${url}/morning?kind=ADVERT_ENDS_SOON`);
    const list = await (await listed).text();
    const remedy = page.locator(`[data-id="${id}"] [data-mutation="prolongateVacancy"]`);
    async function check(): Promise<void> {
      await remedy.getByRole("button", { name: "Check" }).click();
      await remedy.getByLabel("It may cost money").check();
    }
    const answer = await holdAnswer(
      page,
      ({ operationName, variables }) => operationName === "ProlongateVacancy" && !(variables.input as { dryRun: boolean }).dryRun,
    );
    await check();
    await remedy.getByRole("button", { name: "Send it, and pay" }).click();
    await answer.held;
    await answer.cut();
    await remedy.getByText("The server does not answer.").waitFor();
    expect(await sent()).toBe(before + 1);

    // The list is one that was read before the change was made, as it may be when the page is loaded again at once.
    await page.route("**/graphql", (route) =>
      isList(route.request()) ? route.fulfill({ body: list, contentType: "application/json" }) : route.fallback(),
    );
    await page.reload();
    await check();
    await remedy.getByText("It was sent from this tab before").waitFor();
    await remedy.getByRole("button", { name: "Ask again, with the same key" }).click();
    await remedy.getByText("Nothing was sent now.").waitFor();
    await remedy.getByText("Applied", { exact: true }).waitFor();
    expect(await sent()).toBe(before + 1);
    await noKeyIn(page);

    // What is sent from now on would be another change, for which HeadHunter has its own reasons against.
    await remedy.getByRole("button", { name: "Leave it" }).click();
    await remedy.getByRole("button", { name: "Check" }).click();
    await remedy.getByText("It would be refused.").waitFor();
    expect(await remedy.getByText("It was sent from this tab before").count()).toBe(0);
    expect(await remedy.getByRole("button", { name: /Send|Ask again/ }).count()).toBe(0);
  });
});
