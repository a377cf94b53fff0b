import type { FastifyInstance } from "fastify";
import type { GraphQLSchema } from "graphql";
import { docsRoutes } from "./docs.js";
import { explorerRoute, type PageOptions } from "./explorer.js";
import { schemaRoute } from "./schema-text.js";
import { startPageRoute } from "./start-page.js";
import { webFileRoutes } from "./web-files.js";

/** What people open in a browser, and the schema as text. */
export function pageRoutes(app: FastifyInstance, options: PageOptions & { schema: GraphQLSchema }): void {
  startPageRoute(app, options);
  explorerRoute(app, options);
  webFileRoutes(app);
  docsRoutes(app);
  schemaRoute(app, options.schema);
}
