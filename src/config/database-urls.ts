import type { EnvReader } from "./env-reader.js";

export function readDatabaseUrl(env: EnvReader): string {
  const url = env.string("DATABASE_URL", "file:./data/hiregraph.db");
  if (!/^file:./.test(url) && !(/^postgres(ql)?:\/\/./.test(url) && URL.canParse(url))) {
    env.fault("DATABASE_URL", "expected an SQLite file such as file:./data/hiregraph.db, or a URL that begins with postgres://");
  }
  return url;
}

/** Servers know one another by their leases in PostgreSQL. */
export function readRedisUrl(env: EnvReader, databaseUrl: string): string | undefined {
  const url = env.string("REDIS_URL");
  if (url === undefined) return undefined;
  if (!/^rediss?:\/\/./.test(url) || !URL.canParse(url) || !/^\/?\d*$/.test(new URL(url).pathname)) {
    env.fault("REDIS_URL", "expected a URL that begins with redis:// or rediss://, such as redis://:password@host:6379/0");
  }
  if (databaseUrl.startsWith("file:")) {
    env.fault(
      "REDIS_URL",
      "needs a DATABASE_URL that begins with postgres://, since servers know one another by it; set one, or unset REDIS_URL",
    );
  }
  return url;
}

/** The passwords as a URL spells them, and decoded. PostgreSQL takes one in the query too (`?password=`). */
export function passwordsOf(url: string): string[] {
  if (!URL.canParse(url)) return [];
  const { password, search } = new URL(url);
  const inQuery = [...search.matchAll(/[?&]password=([^&]*)/g)].map(([, value = ""]) => value);
  return [password, ...inQuery].filter((text) => text !== "").flatMap((text) => [text, decoded(text)]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
