import { randomBytes } from "node:crypto";
import { Client, Connection } from "@temporalio/client";
import { TestWorkflowEnvironment } from "@temporalio/testing";
import {
  DefaultLogger,
  makeTelemetryFilterString,
  NativeConnection,
  Runtime,
} from "@temporalio/worker";
import { inject } from "vitest";
import { timeSkippingServerBinary } from "../../src/platform/temporal/binaries.ts";
import { afterwards } from "./afterwards.ts";
import "./provided.ts";

Runtime.install({
  logger: new DefaultLogger("ERROR"),
  telemetryOptions: {
    logging: { filter: makeTelemetryFilterString({ core: "ERROR", other: "ERROR" }) },
  },
});

export interface TestTemporal {
  address: string;
  namespace: string;
  /** For workers, and for a client that starts eagerly on them. */
  native: NativeConnection;
  connection: Connection;
  client: Client;
}

/** Connections to the shared Temporal; closed afterwards. Tests there keep apart by `unique`. */
export async function testTemporal(): Promise<TestTemporal> {
  const address = inject("temporalAddress");
  const native = await NativeConnection.connect({ address });
  afterwards(() => native.close());
  const connection = await Connection.connect({ address });
  afterwards(() => connection.close());
  return { address, namespace: "default", native, connection, client: new Client({ connection }) };
}

/**
 * A Temporal of one's own whose clock skips ahead while a result is awaited (about 0.5 s); ended
 * afterwards. It lists no runs and keeps no schedules.
 */
export async function timeSkippingTemporal(): Promise<TestWorkflowEnvironment> {
  const path = await timeSkippingServerBinary({ report: (line) => console.error(line) });
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: "existing-path", path } },
  });
  afterwards(() => environment.teardown());
  return environment;
}

/** A task queue or id that no other test uses. */
export function unique(name: string): string {
  return `${name}-${randomBytes(6).toString("hex")}`;
}
