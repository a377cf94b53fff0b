/** Our server over Greenhouse, apart from the naive one: decorators of both would share one schema. `node fifty-jobs-ours.js ours <origin>`. */
import { startGraph } from "../test/support/graph.js";

const [, , , origin = ""] = process.argv;
const env = { GREENHOUSE_API_TOKEN: "sandbox-token", GREENHOUSE_ON_BEHALF_OF: "4000000000", GREENHOUSE_BASE_URL: origin };
const { url } = await startGraph({ env });
process.on("message", () => process.send?.(process.cpuUsage()));
process.send?.(`${url}/graphql`);
