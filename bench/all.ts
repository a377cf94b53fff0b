/** All benchmarks, one after the other, in less than two minutes: `npm run bench`. */
import { benchFiftyJobs } from "./fifty-jobs.js";
import { benchRequests } from "./requests.js";
import { benchServer } from "./server.js";

await benchRequests();
await benchFiftyJobs();
await benchServer();
