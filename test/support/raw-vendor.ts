import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface RawRequest {
  method: string;
  path: string;
  query: URLSearchParams;
}

export interface RawAnswer {
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  text?: string;
}

/** A vendor by hand, over real HTTP, for answers that no stand-in would give. */
export interface RawVendor {
  origin: string;
  requests: RawRequest[];
  close(): Promise<void>;
}

export async function startRawVendor(answer: (request: RawRequest, count: number) => RawAnswer): Promise<RawVendor> {
  const requests: RawRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    incoming.resume().on("end", () => {
      const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://raw.invalid");
      const request = { method: incoming.method ?? "", path: pathname, query: searchParams };
      requests.push(request);
      const { status = 200, headers = {}, json, text } = answer(request, requests.length);
      outgoing.writeHead(status, { "content-type": text === undefined ? "application/json" : "text/html", ...headers });
      outgoing.end(text ?? JSON.stringify(json));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
