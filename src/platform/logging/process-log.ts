import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import { createLog } from "../log.ts";
import type { OutputState } from "./output.ts";
import { openOutput } from "./output.ts";

export interface ProcessLog {
  log: Logger;
  state(): OutputState;
}

/**
 * The log of this process on standard output, one JSON object a line: its own entries, and whatever
 * libraries print, Node warns about and nobody catches.
 */
export function processLog(name: string, level: Config["logLevel"], isTraced = false): ProcessLog {
  const output = openOutput(1, {
    onRoom: (dropped, reason) =>
      log.warn({ dropped, reason }, `${dropped} log lines were dropped: there was no room`),
  });
  const log: Logger = createLog(name, level, output, isTraced);
  // Also what threads print: Node hands it to these two.
  process.stdout.write = printing((text) => log.info({ printed: true }, text));
  process.stderr.write = printing((text) => log.warn({ printed: true }, text));
  process.removeAllListeners("warning");
  process.on("warning", (warning) => log.warn({ err: warning }, warning.message));
  process.on("uncaughtException", (error) => {
    log.fatal({ err: error }, "an error that nobody caught ends this process");
    process.exit(1);
  });
  return { log, state: output.state };
}

/** In place of a stream's `write`: each piece of text is an entry. */
function printing(entry: (text: string) => void): typeof process.stdout.write {
  return (text: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
    const line = (typeof text === "string" ? text : Buffer.from(text).toString()).trimEnd();
    if (line !== "") entry(line);
    const written = typeof encoding === "function" ? encoding : done;
    if (typeof written === "function") process.nextTick(written);
    return true;
  };
}
