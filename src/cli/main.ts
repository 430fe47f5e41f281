import { exitOnClosedPipe } from "./closed-pipe.ts";
import { runCommandLine } from "./run-command-line.ts";

/** `campanile …`, `npm run cli -- …`: what an operator does by hand. */
exitOnClosedPipe();
await runCommandLine(process.argv.slice(2));
