/** ES modules besides the sources, or, of OpenTelemetry, what imports one as it runs. */
const MODULES = "(jose|@opentelemetry/otlp-exporter-base)/";

/** swc compiles ES modules to CommonJS for jest, so that no flags are needed to run them. */
const project = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  transformIgnorePatterns: [`/node_modules/(?!${MODULES})`],
  transform: {
    [`^.+\\.ts$|/node_modules/${MODULES}.+\\.js$`]: [
      "@swc/jest",
      {
        jsc: {
          parser: { syntax: "typescript", decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
          target: "es2022",
        },
        module: { type: "commonjs" },
      },
    ],
  },
};

const onTheBuild = { globalSetup: "<rootDir>/test/built/build.ts", globalTeardown: "<rootDir>/test/built/remove-build.ts" };

/**
 * A suite is slow by its name and by nothing else: it runs the built server, the README's commands, many made-up cases, a fault at every step,
 * or the stand-ins themselves.
 */
export default {
  projects: [
    { ...project, displayName: "quick", testMatch: ["**/*.test.ts"], testPathIgnorePatterns: ["\\.slow\\.test\\.ts$"] },
    { ...project, ...onTheBuild, displayName: "slow", testMatch: ["**/*.slow.test.ts"] },
    // In the machine's own time, which takes minutes: run by its file's name alone.
    { ...project, ...onTheBuild, displayName: "campaign", testMatch: ["**/*.campaign.ts"] },
  ],
  maxWorkers: 2,
  // No test waits for time to pass. The limit ends what hangs, also on a machine that is busy with other things.
  testTimeout: 300_000,
};
