import { once } from "node:events";
import type { Page } from "playwright-core";

/** What a page asks the server. */
interface Asked {
  operationName: string;
  variables: Record<string, unknown>;
}

/** One answer that the server has given, and the page has not. */
export interface HeldAnswer {
  /** Once the server has answered. */
  held: Promise<unknown>;
  /** Lets it through, and waits until the page has all of it. */
  release(): Promise<void>;
  /** Cuts it off: the page is told that the connection is lost. */
  cut(): Promise<void>;
}

/** Keeps the first answer to what is meant from the page. What is asked meanwhile, and later, passes. */
export async function holdAnswer(page: Page, isMeant: (asked: Asked) => boolean): Promise<HeldAnswer> {
  let isTaken = false;
  const steps = new EventTarget();
  const reach = (step: string) => steps.dispatchEvent(new Event(step));
  const [held, released, done] = ["held", "released", "done"].map((step) => once(steps, step));
  let isCut = false;
  await page.route("**/graphql", async (route) => {
    if (isTaken || !isMeant(route.request().postDataJSON() as Asked)) return route.fallback();
    isTaken = true;
    const response = await route.fetch();
    reach("held");
    await released;
    if (isCut) await route.abort("connectionreset");
    else {
      await route.fulfill({ response });
      await (await route.request().response())?.finished();
    }
    reach("done");
  });
  const end = async (how: { isCut: boolean }) => {
    isCut = how.isCut;
    reach("released");
    await done;
  };
  return { held: held as Promise<unknown>, release: () => end({ isCut: false }), cut: () => end({ isCut: true }) };
}
