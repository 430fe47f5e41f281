import { Console } from "node:console";
import { Writable } from "node:stream";
import type { Logger } from "pino";
import type { Config } from "../../contract/config.ts";
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
export function processLog(name: string, level: Config["logLevel"]): ProcessLog {
  const output = openOutput(1, {
    onRoom: (dropped, reason) =>
      log.warn({ dropped, reason }, `${dropped} log lines were dropped: there was no room`),
  });
  const log: Logger = createLog(name, level, output);
  globalThis.console = new Console({
    stdout: printed((text) => log.info({ printed: true }, text)),
    stderr: printed((text) => log.warn({ printed: true }, text)),
  });
  process.removeAllListeners("warning");
  process.on("warning", (warning) => log.warn({ err: warning }, warning.message));
  process.on("uncaughtException", (error) => {
    log.fatal({ err: error }, "an error that nobody caught ends this process");
    process.exit(1);
  });
  return { log, state: output.state };
}

function printed(entry: (text: string) => void): Writable {
  return new Writable({
    decodeStrings: false,
    write: (text: string, _encoding, done) => {
      entry(text.trimEnd());
      done();
    },
  });
}
