import type { TelemetryOptions } from "@temporalio/worker";
import { DefaultLogger, makeTelemetryFilterString, Runtime } from "@temporalio/worker";
import type { Logger } from "pino";
import { isDeferral } from "../activities/message-delivery.ts";

const levels = {
  TRACE: "trace",
  DEBUG: "debug",
  INFO: "info",
  WARN: "warn",
  ERROR: "error",
} as const;

/**
 * What Temporal's SDK and its core, which is native code and would write to the terminal itself, have
 * to say becomes entries of our log. Once a process, before anything of Temporal's is made.
 * @param metrics where core tells its metrics; undefined: it keeps none
 */
export function installTemporal(log: Logger, metrics?: TelemetryOptions["metrics"]): void {
  Runtime.install({
    shutdownSignals: [],
    telemetryOptions: {
      logging: { forward: {}, filter: makeTelemetryFilterString({ core: "WARN", other: "ERROR" }) },
      ...(metrics !== undefined && { metrics }),
    },
    logger: new DefaultLogger("WARN", ({ level, message, meta = {} }) => {
      // The workers of places outside have none, by design.
      if (message.startsWith("No workflows registered")) return;
      const { error, taskToken: _, ...temporal }: Record<string, unknown> = meta;
      // A message that was not taken is no fault of ours, and has a line of its own.
      if (isDeferral(error)) return;
      const entry = error === undefined ? { temporal } : { temporal, err: error };
      log[levels[level]](entry, message);
    }),
  });
}
