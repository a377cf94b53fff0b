/** `npm run bench`: all of the short ones in less than two minutes. `npm run bench -- peers`: the live path beside peers. */
import { benchFiftyJobs } from "./fifty-jobs.js";
import { benchCost } from "./live/cost.js";
import { benchGrowth } from "./live/growth.js";
import { benchPeers } from "./live/peers.js";
import { benchSoak } from "./live/soak.js";
import { benchStartUp } from "./live/start-up.js";
import { benchRequests } from "./requests/requests.js";
import { benchServer } from "./server.js";

const BENCHES: Record<string, (args: string[]) => Promise<void>> = {
  requests: benchRequests,
  "fifty-jobs": benchFiftyJobs,
  server: benchServer,
  peers: benchPeers,
  cost: benchCost,
  growth: benchGrowth,
  "start-up": benchStartUp,
  soak: benchSoak,
};
const SHORT = ["requests", "fifty-jobs", "server"];

const [, , name, ...args] = process.argv;
for (const one of name === undefined ? SHORT : [name]) {
  const bench = BENCHES[one];
  if (bench === undefined) throw new Error(`Name one of: ${Object.keys(BENCHES).join(", ")}`);
  await bench(args);
}
