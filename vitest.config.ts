import type { InlineConfig } from "vitest/node";
import { defineConfig } from "vitest/config";

/** They need an earlier release beside this one: `npm run test:previous`. */
const previous = "test/previous/**";
const slow = "test/**/*.slow.test.ts";
const alone = "test/**/*.alone.slow.test.ts";
/** They need modules that nobody has used, or change what these hold: each has a process of its own. */
const apart = ["test/channels/carrier-pigeon.test.ts", "test/platform/new-id.test.ts"];

/** Said here and not inherited: with `extends`, each project would bring up servers of its own. */
const common: InlineConfig = {
  setupFiles: ["test/support/own-fetch.ts", "test/support/afterwards.ts"],
  pool: "forks",
  // Modules are loaded once per process and not once per file: that took more time than the tests.
  isolate: false,
  // Longer than what a test waits for (test/support/wait.ts), which says what did not come.
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 240_000 } },
  // Of a file's tests that say they may run side by side, as they wait for most of their time.
  maxConcurrency: 3,
};

export default defineConfig({
  test: {
    globalSetup: ["test/support/global-setup.ts"],
    // Each file may bring up a worker of Temporal beside the shared servers: more only wait.
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...common,
          name: "quick",
          include: ["test/**/*.test.ts"],
          exclude: [slow, previous, ...apart],
        },
      },
      { test: { ...common, name: "apart", include: apart, isolate: true } },
      // Real processes, browsers, clients of others, floods.
      {
        test: { ...common, name: "slow", testTimeout: 900_000, include: [slow], exclude: [alone] },
      },
      { test: { ...common, name: "previous", testTimeout: 900_000, include: [previous] } },
      // They hold figures against each other: `npm test` runs nothing beside them.
      { test: { ...common, name: "alone", testTimeout: 900_000, include: [alone] } },
    ],
  },
});
