// Hive Gateway by its runtime, which the command hive-gateway wraps: PORT=4002 SUPERGRAPH=supergraph.graphql node tools/federation/gateway.js
import { createServer } from "node:http";
import { createGatewayRuntime } from "@graphql-hive/gateway-runtime";
import { gatewayConfig } from "./gateway.config.js";

const server = createServer(createGatewayRuntime(gatewayConfig));
server.listen(Number(process.env.PORT ?? 4002), "127.0.0.1", () => {
  console.log(`The gateway listens on http://127.0.0.1:${server.address().port}/graphql`);
});
// The runtime takes these signals to itself, and the server would go on listening.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(0));
