/**
 * Preloaded into a server under load (`node --import probe.js`): tells what it has used whenever it is asked. Into ours it also raises the
 * ceilings of the vendors' budgets, and nothing else: each request is still counted against each of its budgets.
 */
import { Session } from "node:inspector/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { GCProfiler } from "node:v8";

export interface Usage {
  cpuMs: number;
  /** Bytes of the JavaScript heap, from the start on: what is there and what collections have freed. */
  allocated: number;
  collections: number;
  heapUsed: number;
  rss: number;
}

interface Collections {
  statistics: { beforeGC: { heapStatistics: { usedHeapSize: number } }; afterGC: { heapStatistics: { usedHeapSize: number } } }[];
}

let profiler = new GCProfiler();
profiler.start();
let freed = 0;
let collections = 0;

function usage(): Usage {
  // With --expose-gc what lives is told, and not what will be collected.
  const collect = (globalThis as { gc?: () => void }).gc;
  collect?.();
  const { user, system } = process.cpuUsage();
  const { statistics } = profiler.stop() as unknown as Collections;
  profiler = new GCProfiler();
  profiler.start();
  for (const { beforeGC, afterGC } of statistics) freed += beforeGC.heapStatistics.usedHeapSize - afterGC.heapStatistics.usedHeapSize;
  collections += statistics.length;
  const { heapUsed, rss } = process.memoryUsage();
  return { cpuMs: (user + system) / 1000, allocated: heapUsed + freed, collections, heapUsed, rss };
}

/** As the developer tools of browsers read them, `.cpuprofile` and `.heapprofile`. */
export interface Profiles {
  cpu: object;
  heap: object;
}

let session: Session | undefined;

async function startProfiles(): Promise<void> {
  session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: 500 });
  await session.post("Profiler.start");
  // All that was allocated, and not only what is still there.
  const all = { samplingInterval: 16_384, includeObjectsCollectedByMajorGC: true, includeObjectsCollectedByMinorGC: true };
  await session.post("HeapProfiler.startSampling", all);
}

async function endProfiles(): Promise<Profiles | undefined> {
  const cpu = await session?.post("Profiler.stop");
  const heap = await session?.post("HeapProfiler.stopSampling");
  session?.disconnect();
  return cpu && heap && { cpu: cpu.profile, heap: heap.profile };
}

/** Vendors allow ten requests a second and fewer: otherwise they would be what is measured. */
async function raiseBudgets(dist: string): Promise<void> {
  const { Permits } = (await import(pathToFileURL(join(dist, "http/limiter/permits.js")).href)) as {
    Permits: { prototype: { haveRoom(count: number, limit: number): boolean } };
  };
  const { haveRoom } = Permits.prototype;
  Permits.prototype.haveRoom = function (count) {
    return haveRoom.call(this, count, Number.MAX_SAFE_INTEGER);
  };
}

if (process.send !== undefined) {
  const [, main = ""] = process.argv;
  if (process.env.BENCH_RAISE_BUDGETS === "1") await raiseBudgets(dirname(main));
  process.on("message", async (told: "usage" | "profile" | "profiles") => {
    if (told === "profile") await startProfiles();
    process.send?.(told === "usage" ? usage() : told === "profiles" ? await endProfiles() : "profiling");
  });
  process.channel?.unref();
}
