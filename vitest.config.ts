import { defineConfig } from "vitest/config";

const slow = "test/**/*.slow.test.ts";
const alone = "test/**/*.alone.slow.test.ts";

export default defineConfig({
  test: {
    globalSetup: ["test/support/global-setup.ts"],
    // Each file may bring up a worker of Temporal beside the shared servers: more only wait.
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: "quick", include: ["test/**/*.test.ts"], exclude: [slow] } },
      // Real processes, browsers, clients of others, floods.
      { extends: true, test: { name: "slow", include: [slow], exclude: [alone] } },
      // They hold figures against each other: `npm test` runs nothing beside them.
      { extends: true, test: { name: "alone", include: [alone] } },
    ],
    setupFiles: ["test/support/afterwards.ts"],
    pool: "forks",
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
});
