import type { VendorConnection } from "../../../src/datasources/contract/vendor-module.js";
import { until } from "../../support/until.js";
import { DAY, HeadHunterWorld, HOUR, MINUTE } from "./support.js";

const SECRET = "a-secret-of-the-path";
const URL = `https://recruiting.example.com/hooks/headhunter/${SECRET}`;
const OF_ALL = ["VACANCY_PUBLICATION_FOR_VACANCY_MANAGER", "VACANCY_PROLONGATION", "VACANCY_ARCHIVATION", "VACANCY_CHANGE"].map((type) => ({
  type,
}));
const OWN = OF_ALL.map((action, place) => (place === 0 ? action : { ...action, settings: { vacancies_only_mine: true } }));

describe("The subscription to webhooks", () => {
  let world: HeadHunterWorld;
  let connection: VendorConnection;
  beforeEach(async () => {
    world = await new HeadHunterWorld({ knobs: { accessTokenLifetimeMs: 1_000 * DAY } }).open();
    // Secrets are cut out of what HeadHunter answers, its list of subscriptions too.
    world.secrets.add(SECRET);
  });
  afterEach(() => world.close());

  const subscriptions = () => world.standIn.state.subscriptions;
  const start = (url = URL, env: Record<string, string> = {}) => {
    connection = world.connect(env, { hooks: { url, keys: {} } });
    connection.start?.();
    return asleep();
  };
  const asleep = () => until(() => world.clock.sleepingFor(9 * MINUTE) === 1, "the end of a round");
  const pass = async (ms: number) => {
    world.clock.pass(ms);
    await new Promise((resolve) => setImmediate(resolve));
    await asleep();
  };
  const calls = () => world.running.requests.filter(({ path }) => path.startsWith("/webhook/subscriptions")).map(({ method }) => method);

  it("is made for the address of the account, and covers the vacancies that the server covers", async () => {
    await start();
    expect(subscriptions()).toMatchObject([{ url: URL, actions: OWN }]);
    await connection.close();
    await start(URL, { HEADHUNTER_SCOPE: "accessible" });
    expect(subscriptions()).toMatchObject([{ url: URL, actions: OF_ALL }]);
    expect(calls()).toEqual(["GET", "POST", "GET", "PUT"]);
  });

  it("is looked at once a day, and mended where it is for something else, or gone", async () => {
    await start();
    await pass(DAY);
    const [first] = subscriptions();
    if (first !== undefined) first.actions = [{ type: "CHAT_CREATED" }];
    await pass(DAY);
    expect(subscriptions()).toMatchObject([{ id: first?.id, actions: OWN }]);
    subscriptions().length = 0;
    await pass(DAY);
    expect(subscriptions()).toMatchObject([{ url: URL, actions: OWN }]);
    expect(calls()).toEqual(["GET", "POST", "GET", "GET", "PUT", "GET", "POST"]);
  });

  it("is made anew where it was blocked, which its absence shows, or a week's silence alone", async () => {
    await start();
    world.standIn.webhooks.block();
    await pass(DAY);
    expect(subscriptions()).toMatchObject([{ isBlocked: false }]);
    world.standIn.knobs.blockedSubscriptions = "listed";
    world.standIn.webhooks.block();
    for (let day = 0; day < 6; day += 1) await pass(DAY);
    expect(subscriptions()).toMatchObject([{ isBlocked: true }]);
    await pass(DAY);
    expect(subscriptions()).toMatchObject([{ isBlocked: false, url: URL }]);
  });

  it("that tells something stays", async () => {
    await start();
    const [{ id } = { id: "" }] = subscriptions();
    const delivery = () => ({
      id: String(world.clock.now()),
      subscription_id: id,
      user_id: "9321",
      action_type: "CHAT_CREATED",
      payload: null,
    });
    for (let day = 0; day < 10; day += 1) {
      await pass(DAY);
      const body = Buffer.from(JSON.stringify(delivery()));
      const receipt = await connection.webhooks?.receive({ method: "POST", headers: {}, query: new URLSearchParams(), body });
      expect(receipt).toEqual({ kind: "ignored" });
    }
    expect(subscriptions()).toMatchObject([{ id }]);
  });

  it("of an address that this server had before is replaced; of another server's it is left alone, and told of", async () => {
    await start("https://former.example/hooks/headhunter/former-secret");
    const [former] = subscriptions();
    await connection.close();
    await start();
    expect(subscriptions()).toMatchObject([{ url: URL }]);
    expect(subscriptions()[0]?.id).not.toBe(former?.id);
    await connection.close();
    Object.assign(subscriptions()[0] ?? {}, { id: "7", url: "https://other.example/their-secret" });
    await start();
    expect(subscriptions()).toMatchObject([{ id: "7", url: "https://other.example/their-secret" }]);
    expect(connection.status().notice).toMatch(/another server, at https:\/\/other\.example: .*DELETE \/webhook\/subscriptions\/7/);
    expect(JSON.stringify([world.errors.map(String), connection.status().notice])).not.toContain("their-secret");
    subscriptions().length = 0;
    await pass(DAY);
    expect(subscriptions()).toMatchObject([{ url: URL }]);
    expect(connection.status().notice).toBeUndefined();
  });

  it("that HeadHunter refuses, or loses the answer to, is tried again within minutes", async () => {
    world.standIn.knobs.isEmployer = false;
    await start();
    expect(connection.status().notice).toMatch(
      /^The subscription to webhooks could not be kept: HeadHunter refused .* by the sweep alone\.$/,
    );
    world.standIn.knobs.isEmployer = true;
    world.running.faults.arm({ kind: "drop-after", method: "POST", path: "^/webhook/", times: 1 });
    await pass(10 * MINUTE);
    await pass(10 * MINUTE);
    expect(subscriptions()).toMatchObject([{ url: URL, actions: OWN }]);
    expect(connection.status().notice).toBeUndefined();
    expect(calls().filter((method) => method === "POST")).toHaveLength(1);
    await pass(HOUR);
  });
});
