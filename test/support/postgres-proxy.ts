import { type AddressInfo, createServer, connect as dial, type Server, type Socket } from "node:net";

/** Stands on loopback before PostgreSQL, which is everybody's here, and can be away for those who come through it. */
export class PostgresProxy {
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;
  #isSilent = false;

  private constructor(target: string) {
    this.#target = new URL(target);
  }

  static async start(target: string): Promise<PostgresProxy> {
    const proxy = new PostgresProxy(target);
    await proxy.#listen();
    return proxy;
  }

  /** The same database by way of the proxy. */
  get url(): string {
    const url = new URL(this.#target);
    url.host = `127.0.0.1:${this.#port}`;
    return url.href;
  }

  /** From now on connections are taken, and nothing is heard over any of them. */
  silence(): void {
    this.#isSilent = true;
    for (const socket of this.#sockets) socket.pause();
  }

  /** What was said meanwhile arrives. */
  speak(): void {
    this.#isSilent = false;
    for (const socket of this.#sockets) socket.resume();
  }

  /** Ends every connection and takes none. */
  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.#server?.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** Takes connections again, where it did before. */
  async restore(): Promise<void> {
    await this.#listen();
  }

  async close(): Promise<void> {
    if (this.#server?.listening === true) await this.cut();
  }

  async #listen(): Promise<void> {
    const server = createServer((client) => {
      const upstream = dial({ host: this.#target.hostname, port: Number(this.#target.port) || 5432 });
      this.#join(client, upstream);
      this.#join(upstream, client);
    });
    await new Promise<void>((resolve) => server.listen(this.#port, "127.0.0.1", resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  #join(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.on("data", (bytes) => to.write(bytes));
    from.on("error", () => undefined);
    from.on("close", () => {
      this.#sockets.delete(from);
      to.destroy();
    });
    if (this.#isSilent) from.pause();
  }
}
