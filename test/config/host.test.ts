import { RecordingEnvReader } from "../../src/config/env-reader.js";
import { readHost } from "../../src/config/host.js";

function read(host?: string) {
  const faults: { variable: string; message: string }[] = [];
  return { host: readHost(new RecordingEnvReader({ HOST: host }, faults)), faults };
}

describe("HOST", () => {
  it("is this machine alone where it is left out", () => {
    expect(read()).toEqual({ host: "127.0.0.1", faults: [] });
  });

  it.each(["0.0.0.0", "::", "::1", "localhost", "api.example.com", "hiregraph_web", "a"])("may be %s", (host) => {
    expect(read(host)).toEqual({ host, faults: [] });
  });

  it("may be an IPv6 address in brackets, which Node does not take", () => {
    expect(read("[::1]")).toEqual({ host: "::1", faults: [] });
  });

  it.each(["not a host!", "0.0.0.0:4000", "http://0.0.0.0", "[::1]:4000", "[localhost]", "-a.example.com", "a..b", "*"])(
    "is a fault where it is %s, before anything listens",
    (host) => {
      expect(read(host).faults).toEqual([{ variable: "HOST", message: expect.stringMatching(/an address or a host name.*no port/) }]);
    },
  );
});
