import type { DestinationStream, Logger } from "pino";
import { pino } from "pino";
import type { Config } from "./config/config.ts";
import { errorFacts } from "./logging/error-facts.ts";
import { activeIds } from "./telemetry/trace-context.ts";

/**
 * Personal data and secrets that might come along with an object that is logged. What names no
 * person (ids, counts, states) is what logs are for.
 */
const personal = [
  "email",
  "phone",
  "recipient",
  "identities",
  "params",
  "keyValue",
  "body",
  "token",
  "key",
];

const redacted = [
  ...personal.flatMap((name) => [name, `*.${name}`]),
  'headers["authorization"]',
  'headers["cookie"]',
];

/**
 * A log of one process: one JSON object a line on standard output.
 * @param isTraced whether lines name the trace and the span that they are written in
 */
export function createLog(
  name: string,
  level: Config["logLevel"],
  destination?: DestinationStream,
  isTraced = false,
): Logger {
  const options = {
    level,
    base: { name, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: errorFacts },
    redact: { paths: redacted, censor: "[redacted]" },
    ...(isTraced && { mixin: activeIds }),
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
