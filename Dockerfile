# The server without the tools that build it, for `docker build -t hiregraph .`; docs/operations.md says how to run it.
# test/built/image.slow.test.ts runs these instructions.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY scripts/require-packages.js scripts/build-web.js scripts/render-docs.js scripts/
COPY tsconfig.json tsconfig.build.json ./
COPY src src/
COPY README.md ./
COPY docs docs/
RUN npm run build

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim
# A larger young generation: docs/operations.md, "Settings of Node.js".
ENV NODE_ENV=production \
    NODE_OPTIONS=--max-semi-space-size=64 \
    HOST=0.0.0.0 \
    PORT=4000
WORKDIR /app
COPY package.json ./
COPY --from=packages /app/node_modules node_modules/
COPY --from=build /app/dist dist/
# The only place that is written to: SQLite's file, where DATABASE_URL names no other database.
RUN mkdir data && chown node:node data
VOLUME /app/data
# By number, since Kubernetes cannot see that a name is not root's. It is the image's user `node`.
USER 1000:1000
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js"]
