import { setFlagsFromString } from "node:v8";

/*
 * Imported before anything else, since both are read early.
 *
 * Packages read NODE_ENV while they are loaded: graphql-js looks for a second copy of itself at every value that it answers unless NODE_ENV says
 * "production". A server that runs is in production, unless whoever starts it says otherwise.
 */
process.env.NODE_ENV ??= "production";

/*
 * V8 makes objects among the old ones where the first hundred of the same line of code lived long, which what a start makes does. Later ones live no
 * longer than their answer. Old objects are seldom collected, and until then they keep alive what they refer to: a sixth of all that was allocated.
 */
setFlagsFromString("--no-allocation-site-pretenuring");
