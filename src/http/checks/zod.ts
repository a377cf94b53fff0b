import { z } from "zod";

/**
 * zod without generated code, for checking vendors' answers: no text becomes code once the server has started (code-generation.ts). It must be
 * configured before a schema is made, so it is imported from here alone.
 */
z.config({ jitless: true });

export { z };
