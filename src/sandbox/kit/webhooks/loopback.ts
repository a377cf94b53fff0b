import { request } from "node:http";

/** What a vendor sends to an address. */
export interface Outgoing {
  method: "GET" | "POST";
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
}

export interface Answered {
  status: number;
  contentType: string;
  text: string;
}

/** The address of a request to this machine; undefined for any other, and for what is no address. A stand-in sends nothing anywhere else. */
export function loopbackAddress(url: string, leadsTo: string | undefined): URL | undefined {
  if (!URL.canParse(url)) return undefined;
  const asked = new URL(url);
  const address = leadsTo === undefined ? asked : new URL(`${asked.pathname}${asked.search}`, leadsTo);
  const isHere = address.hostname === "localhost" || address.hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(address.hostname);
  return isHere && address.protocol === "http:" ? address : undefined;
}

/** Sends a request on a connection of its own, and follows no redirect. @throws {Error} where the connection fails or `signal` is aborted */
export function send({ method, headers, body }: Omit<Outgoing, "url">, address: URL, signal: AbortSignal): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const outgoing = request(address, { method, headers: { ...headers, ...length }, agent: false, signal }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.once("error", reject);
      incoming.once("end", () =>
        resolve({
          status: incoming.statusCode ?? 0,
          contentType: incoming.headers["content-type"] ?? "",
          text: Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}
