import { DefaultLogger, NativeConnection, Runtime, Worker } from "@temporalio/worker";
import { Pool } from "pg";
import { required } from "../../src/domain/required.ts";
import { compiled } from "../../src/platform/project-root.ts";
import { createActivities } from "./activities.ts";

/** The worker of a naive program, with the SDK's own defaults. */
const { TEMPORAL_ADDRESS: address, DATABASE_URL: databaseUrl, SMTP_URL: smtpUrl } = process.env;
Runtime.install({ shutdownSignals: [], logger: new DefaultLogger("ERROR") });
const pool = new Pool({ connectionString: databaseUrl });
const connection = await NativeConnection.connect({ address });
const worker = await Worker.create({
  connection,
  taskQueue: "orders",
  workflowsPath: compiled("bench/naive/workflow.ts"),
  activities: createActivities(pool, required(smtpUrl, "SMTP_URL")),
});
process.on("disconnect", () => worker.shutdown());
const running = worker.run();
process.send?.({ ready: true });
await running;
process.exit();
