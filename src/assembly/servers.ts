import type { Clock } from "../clock.js";
import type { Config } from "../config/config.js";
import { type Leases, OnlyServer } from "../leases/leases.js";
import { ServerLeases, type ServerLeasesOptions } from "../leases/server-leases.js";
import type { SharedClock } from "../leases/shared-clock.js";
import type { RedisSharing } from "../sharing/redis-sharing.js";
import { type Database, isShared } from "../store/database.js";
import { LeaseRepository } from "../store/lease.repository.js";
import type { Logger } from "../telemetry/logger.js";

/** Servers on one PostgreSQL know one another; one on SQLite has the file to itself. */
export async function openLeases(
  database: Database,
  clock: Clock,
  shared: SharedClock,
  onError: (error: unknown, what: string) => void,
): Promise<Leases> {
  if (!isShared(database)) return new OnlyServer();
  const onTime: ServerLeasesOptions["onTime"] = (told, askedAt, answeredAt) => shared.correct(told, askedAt, answeredAt);
  const leases = new ServerLeases({ repository: new LeaseRepository(database), clock, onTime, onError });
  await leases.start();
  return leases;
}

/** What servers share through Redis. Without REDIS_URL the code for it is not loaded. */
export async function openSharing(
  { redisUrl: url, upstreamTimeoutMs, cipher }: Config,
  leases: Leases,
  clock: Clock,
  logger: Logger,
  onError: (error: unknown, what: string) => void,
): Promise<RedisSharing | undefined> {
  if (url === undefined || !(leases instanceof ServerLeases)) return undefined;
  const { RedisSharing } = await import("../sharing/redis-sharing.js");
  const sharing = new RedisSharing({
    url,
    self: leases.serverId,
    live: () => leases.live(),
    clock,
    cipher,
    upstreamTimeoutMs,
    onError,
    onAway: (error) => logger.warn({ err: error }, "Redis cannot be reached: this server keeps to its share of every budget"),
    onBack: () => logger.info("Redis can be reached again: budgets are held together with the other servers"),
  });
  await sharing.start();
  return sharing;
}

/** Each of several servers uses the whole budgets where nothing is shared. */
export function warnOfServersApart(leases: Leases, logger: Logger): void {
  let wasTold = false;
  const tell = (members: readonly string[]): void => {
    const isApart = members.length > 1;
    if (isApart && !wasTold)
      logger.warn(
        { variable: "REDIS_URL", servers: members.length },
        "REDIS_URL: is not set, and several servers are on this database: each uses the whole budgets of the vendors; set it on all of them, or run one server",
      );
    wasTold = isApart;
  };
  tell(leases.members());
  leases.onMembers(tell);
}

/** What a caller should know of how this server shares budgets with others; null where it is as it should be. */
export function sharingNotice(sharing: Pick<RedisSharing, "isAway"> | undefined, leases: Leases): string | null {
  if (sharing?.isAway === true) return "This server cannot reach Redis: it keeps to its share of every budget, which is the limit shown.";
  if (sharing !== undefined || leases.members().length === 1) return null;
  return "Several servers are on this database and REDIS_URL is not set: each uses the whole budgets.";
}
