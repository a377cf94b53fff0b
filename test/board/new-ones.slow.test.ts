import type { Browser } from "playwright-core";
import { ask, type BuiltServer, BuiltServers } from "../built/built-server.js";
import { launchChromium } from "../support/browser.js";
import { untilAnswered } from "../support/until.js";
import { BuiltBoard, describeBoard, hasTold, openPage, untilMorningIsKnown, untilMorningIsTold } from "./board.js";

interface Requisitions {
  requisitions: { nodes: { code: string; jobs: { id: string; vendor: string; status: string; can: { close: { allowed: boolean } } }[] }[] };
}

interface Advertised {
  requisitions: {
    nodes: { code: string; vacancies: { id: string; vendor: string; status: string; can: { close: { allowed: boolean } } }[] }[];
  };
}

/** A requisition whose jobs agree, until one of them is closed. */
interface Agreeing {
  jobId: string;
  discrepancyId: string;
}

describeBoard("The button of new contradictions", () => {
  const servers = new BuiltServers();
  const board = new BuiltBoard();
  let server: BuiltServer;
  let url: string;
  let browser: Browser;
  beforeAll(async () => {
    const built = board.build();
    server = await servers.start({ database: "new-ones.db", CODE_SWEEP: "on" });
    await built;
    url = await board.serve(server.url);
    browser = await launchChromium();
    await untilMorningIsKnown(server);
    await untilMorningIsTold(server);
  });
  afterAll(async () => {
    await browser?.close();
    board.stop();
    servers.kill();
    servers.remove();
  });

  /** Takes the only advertisement of an open requisition down, until the server has told of that. */
  async function contradictOtherwise(): Promise<void> {
    const query = "{ requisitions(first: 60, status: OPEN) { nodes { code vacancies { id vendor status can { close { allowed } } } } } }";
    const { requisitions } = await ask<Advertised>(server, query);
    const advertised = requisitions.nodes.flatMap(({ code, vacancies }) => {
      const [live, ...more] = vacancies.filter(({ status }) => status === "ACTIVE");
      const isMeant = more.length === 0 && live?.vendor === "HEADHUNTER" && live.can.close.allowed;
      return isMeant ? [{ code, id: live.id }] : [];
    });
    const { code, id } = advertised.at(-1) ?? {};
    await ask(server, `mutation { closeVacancy(input: { id: "${id}" }) { operation { outcome } } }`);
    await untilAnswered(() => hasTold(server, "DISCREPANCY_FOUND", `hiregraph:discrepancy:OPEN_WITHOUT_ADVERT.${code}`));
  }

  async function agreeing(): Promise<Agreeing[]> {
    const query = "{ requisitions(first: 40, status: OPEN) { nodes { code jobs { id vendor status can { close { allowed } } } } } }";
    const { requisitions } = await ask<Requisitions>(server, query);
    return requisitions.nodes.flatMap(({ code, jobs }) => {
      const job = jobs.find(({ vendor, can }) => vendor === "FEISHU_HIRE" && can.close.allowed);
      const isAgreed = jobs.some(({ vendor }) => vendor === "GREENHOUSE") && jobs.every(({ status }) => status === "OPEN");
      return job && isAgreed ? [{ jobId: job.id, discrepancyId: `hiregraph:discrepancy:JOBS_DISAGREE.${code}` }] : [];
    });
  }

  /** Somebody else's changes, until the server has told of them so often. */
  async function contradict({ jobId, discrepancyId }: Agreeing, times = 1): Promise<void> {
    await ask(server, `mutation { closeJob(input: { id: "${jobId}" }) { operation { outcome } } }`);
    await untilAnswered(() => hasTold(server, "DISCREPANCY_FOUND", discrepancyId, times));
  }
  async function mend({ jobId, discrepancyId }: Agreeing): Promise<void> {
    await ask(server, `mutation { reopenJob(input: { id: "${jobId}" }) { operation { outcome } } }`);
    await untilAnswered(() => hasTold(server, "DISCREPANCY_ENDED", discrepancyId));
  }

  it("counts those of the kind shown that were found since, are not there and have not ended, and those that came back; and shows them", async () => {
    const [shown, ended, gone, added] = (await agreeing()) as [Agreeing, Agreeing, Agreeing, Agreeing];
    const { page } = await openPage(browser, "about:blank");
    const shownOf = ({ discrepancyId }: Agreeing) => page.locator(`[data-id="${discrepancyId}"]`);
    const mendedOf = (one: Agreeing) => shownOf(one).getByText(/^Mended at/);
    const button = page.getByRole("button", { name: /read the list anew$/ });

    // What happens while the stream is broken is told later: two contradictions are in the list by then, one has ended, and one is of another kind.
    await page.route("**/graphql/stream", (route) => route.abort());
    await page.goto(`${url}/morning`);
    await page.locator(".contradiction").first().waitFor();
    await page.getByText("Reconnecting").waitFor();
    await contradict(gone);
    await mend(gone);
    await contradict(shown);
    await contradict(ended);
    await contradictOtherwise();
    await page.getByLabel("Kind").selectOption("JOBS_DISAGREE");
    await shownOf(ended).waitFor();
    await page.unroute("**/graphql/stream");
    await page.locator(".feed-live").waitFor();
    await contradict(added);
    // Events come in their order: what was told before this one is counted.
    await mend(ended);
    await mendedOf(ended).waitFor();
    expect(await button.textContent()).toBe("1 new one found: read the list anew");

    await mend(shown);
    await mendedOf(shown).waitFor();
    await contradict(shown, 2);
    await page.getByRole("button", { name: "2 new ones found: read the list anew" }).click();
    await shownOf(added).waitFor();
    await button.waitFor({ state: "detached" });
    await shownOf(shown).waitFor();
    expect(await mendedOf(shown).count()).toBe(0);
  });
});
