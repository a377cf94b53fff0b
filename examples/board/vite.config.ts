import react from "@vitejs/plugin-react";
import { defineConfig, type ProxyOptions } from "vite";

declare const process: { env: Record<string, string | undefined> };

/** Where the server is: the page asks its own origin, so that no CORS is needed. */
const target = process.env.HIREGRAPH_URL ?? "http://127.0.0.1:4000";
const proxy: Record<string, ProxyOptions> = {
  "/graphql": {
    target,
    changeOrigin: true,
    // A stream that breaks on the server's side breaks on the page's side too: the proxy alone would leave it open and silent.
    configure: (proxy) => proxy.on("proxyRes", (answer, _request, response) => answer.on("close", () => response.end())),
  },
};

export default defineConfig({
  plugins: [react()],
  server: { host: "127.0.0.1", port: Number(process.env.BOARD_PORT ?? 5173), proxy },
  preview: { host: "127.0.0.1", port: Number(process.env.BOARD_PORT ?? 4173), proxy },
  // The charts come with the one view that draws them.
  build: { target: "es2023", chunkSizeWarningLimit: 700 },
});
