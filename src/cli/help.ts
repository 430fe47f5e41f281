import { exitCodeMeanings, exitCodes } from "./exit-codes.ts";

/** Behind the commands and options of `campanile --help`. */
export const rootHelp = `
Begin with:
  $ campanile migrate                                  schema and search attributes
  $ campanile keys create "Shop" --scopes send,read    an API key, printed once
  $ campanile people add "Ada" ada@example.com --role owner
  $ campanile load examples/welcome-series             a campaign to look at
  $ campanile doctor                                   what is wrong, and what to do

Environment:
  DATABASE_URL       the Postgres to talk to; unset: that of a running npm start
  TEMPORAL_ADDRESS   the Temporal to talk to, host:port; unset: that of a running npm start
  DATA_DIR           where npm start keeps its data, if not in .campanile
  CAMPANILE_CONFIG   a file of settings in YAML or JSON (--config); unset: campanile.yaml in the
                     project's folder, if there; none: none
  NO_COLOR           no colours (--no-color)
  All settings: docs/reference/settings.md; campanile config show lists what holds.

Exit codes:
${exitCodeLines().join("\n")}

With --json, a command prints one JSON document on standard output, and a failure one on standard
error: {"error": {"code", "message", "faults": [{"path", "message"}]}}. All commands and what they
answer: docs/reference/cli.md.`;

export function exitCodeLines(): string[] {
  return Object.entries(exitCodes).map(
    ([name, code]) =>
      `  ${String(code).padEnd(4)} ${exitCodeMeanings[name as keyof typeof exitCodes]}`,
  );
}
