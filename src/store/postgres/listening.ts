import pg from "pg";

const CONNECT_WITHIN_MS = 5_000;
const ANSWER_WITHIN_MS = 5_000;

/** A connection over which PostgreSQL passes on what other servers notify it of. */
export interface Listening {
  /** Resolves when nothing comes over it any more. */
  readonly ended: Promise<void>;
  /** @throws where PostgreSQL does not answer over it: a host that vanished says nothing of it. The connection is closed then. */
  probe(): Promise<void>;
  close(): void;
}

/**
 * Listens to a channel, over a connection of its own: those of a pool are lent to one statement after another.
 *
 * @param channel its name, as an expression of SQL
 * @param signal closes it
 * @throws where PostgreSQL cannot be reached
 */
export async function listen(url: string, channel: string, onMessage: (payload: string) => void, signal: AbortSignal): Promise<Listening> {
  const client = new pg.Client({
    connectionString: url,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    query_timeout: ANSWER_WITHIN_MS,
  });
  const { stream } = (client as unknown as { connection: { stream: { destroy(): void } } }).connection;
  const ended = new Promise<void>((resolve) => {
    client.once("end", () => resolve());
    client.on("error", () => stream.destroy());
  });
  client.on("notification", ({ payload }) => onMessage(payload ?? ""));
  const close = (): void => {
    stream.destroy();
  };
  signal.addEventListener("abort", close, { once: true });
  client.once("end", () => signal.removeEventListener("abort", close));
  try {
    signal.throwIfAborted();
    await client.connect();
    const { rows } = await client.query<{ channel: string }>(`select ${channel} as channel`);
    await client.query(`listen ${client.escapeIdentifier(rows[0]?.channel ?? "")}`);
  } catch (error) {
    close();
    throw error;
  }
  const probe = async (): Promise<void> => {
    try {
      await client.query("select 1");
    } catch (error) {
      close();
      throw error;
    }
  };
  return { ended, probe, close };
}
