import { ownConfig } from "../platform/config/config.ts";
import { problemText } from "../platform/config/problem-text.ts";
import { bringUp } from "./up/run.ts";
import { listenForShutdown } from "./up/shutdown.ts";
import { openTerminal } from "./up/terminal.ts";

/** `npm start`: everything in one process tree under one data folder, until Ctrl-C. */
async function main(): Promise<number> {
  const terminal = openTerminal();
  const settings = ownConfig();
  if (!settings.ok) {
    terminal.line("These settings can't be used:");
    for (const problem of settings.problems) terminal.line(`  ${problemText(problem)}`);
    return 1;
  }
  terminal.line("Starting Campanile …");
  const shutdown = listenForShutdown(terminal.line);
  let code = 0;
  try {
    if (!(await bringUp(settings, terminal, shutdown))) return 1;
    await requested(shutdown.requested);
  } catch (error) {
    if (!shutdown.requested.aborted) {
      terminal.line(`\nCampanile could not start: ${(error as Error).message}`);
      code = 1;
    }
  }
  await shutdown.run();
  terminal.line(code === 0 ? "Campanile has stopped." : "Everything it had started is stopped.");
  return code;
}

function requested(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

process.exitCode = await main();
// The servers are gone by now; a pending timer of a connection pool need not hold us.
process.exit();
