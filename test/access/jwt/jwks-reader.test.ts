import type { ServerResponse } from "node:http";
import { readJwks } from "../../../src/access/jwt/jwks-reader.js";
import { ManualClock } from "../../support/clock.js";
import { IdentityProvider } from "../../support/identity-provider.js";
import { until } from "../../support/until.js";

let clock: ManualClock;
let provider: IdentityProvider;
const stop = new AbortController();

beforeEach(async () => {
  clock = new ManualClock();
  provider = await new IdentityProvider().start();
});
afterEach(() => provider.stop());

const read = (url = provider.jwksUrl) => readJwks(url, clock, stop.signal);

/** Has the set answered in this way, and tells how reading it fails. */
async function failure(answer: (response: ServerResponse) => void): Promise<string> {
  provider.answer = answer;
  return read().then(
    () => "none",
    (error: Error) => error.message.replace(provider.jwksUrl, "URL"),
  );
}

describe("The key set", () => {
  it("is read with no more than its text, and nothing is left waiting", async () => {
    expect(JSON.parse(await read())).toEqual({ keys: [provider.keys[0]?.jwk] });
    expect(clock.sleeping).toBe(0);
  });

  it("is not looked for where a redirect points", async () => {
    const other = await new IdentityProvider().start();
    for (const status of [301, 302, 303, 307, 308]) {
      expect(await failure((response) => response.writeHead(status, { location: other.jwksUrl }).end())).toBe(
        `The key set at URL could not be read: HTTP ${status}`,
      );
    }
    expect(other.asked).toBe(0);
    await other.stop();
  });

  it.each([204, 206, 400, 401, 404, 429, 500, 503])("is none in an answer %i", async (status) => {
    expect(await failure((response) => response.writeHead(status).end(status === 204 ? undefined : '{"keys":[]}'))).toContain(
      `HTTP ${status}`,
    );
  });

  it("is left where it is larger than 256 KB, whether that is announced or not", async () => {
    const much = "x".repeat(64 * 1024);
    const TOO_LARGE = "The key set at URL could not be read: more than 262144 bytes";
    for (const headers of [{}, { "content-length": 10 ** 9 }]) {
      const endless = (response: ServerResponse) => {
        const more = () => {
          if (!response.destroyed) response.write(much, more);
        };
        response.writeHead(200, headers);
        more();
      };
      expect(await failure(endless)).toBe(TOO_LARGE);
    }
  });

  it.each([
    ["never answers", () => undefined],
    ["stops in its answer", (response: ServerResponse) => response.writeHead(200).write('{"keys":[')],
  ])("is left after 5 s where the provider %s", async (_, answer) => {
    const failed = failure((response) => answer(response));
    await until(() => provider.asked === 1);
    await clock.advance(4_999);
    expect(clock.sleeping).toBe(1);
    await clock.advance(1);
    expect(await failed).toBe("The key set at URL could not be read: no answer within 5000 ms");
  });

  it("is none where the connection is cut, or nothing listens", async () => {
    expect(await failure((response) => response.destroy())).toMatch(/could not be read: ./);
    expect(await failure((response) => response.writeHead(200, { "content-length": "99" }).write("{") && response.destroy())).toMatch(
      /could not be read: ./,
    );
    await provider.stop();
    await expect(read()).rejects.toThrow(/could not be read: .*ECONNREFUSED/);
    await provider.start();
  });

  it("at https is asked for over TLS alone", async () => {
    await expect(read(provider.jwksUrl.replace("http:", "https:"))).rejects.toThrow(
      /could not be read: .*(wrong version number|packet length)/,
    );
    expect(provider.asked).toBe(0);
  });

  it("is left when the server stops", async () => {
    provider.answer = () => undefined;
    const stopped = new AbortController();
    const reading = readJwks(provider.jwksUrl, clock, stopped.signal);
    await until(() => provider.asked === 1);
    stopped.abort(new Error("stopped"));
    await expect(reading).rejects.toThrow("stopped");
    expect(clock.sleeping).toBe(0);
  });
});
