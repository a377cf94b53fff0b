import { z } from "zod";

/**
 * zod, for all who check what vendors answer. It would make functions of our schemas when they are first used, and text does not become code
 * once the server has started (code-generation.ts). It must be told before a schema is made: so nobody imports it from elsewhere.
 */
z.config({ jitless: true });

export { z };
