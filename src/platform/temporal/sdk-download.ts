import { DefaultLogger, Runtime } from "@temporalio/worker";
import { TestWorkflowEnvironment } from "@temporalio/testing";

/**
 * A program of its own (see sdk-source.ts): has the SDK download a server into a folder. The SDK
 * only does that by starting it, so it is started and ended at once.
 */
const [server, downloadDir] = process.argv.slice(2);
process.once("disconnect", () => process.exit(1));
Runtime.install({ logger: new DefaultLogger("ERROR") });
try {
  const options = { server: { executable: { type: "cached-download" as const, downloadDir } } };
  const environment =
    server === "time-skipping"
      ? await TestWorkflowEnvironment.createTimeSkipping(options)
      : await TestWorkflowEnvironment.createLocal(options);
  await environment.teardown();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
