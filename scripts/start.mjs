import { run } from "./run.mjs";

await run("cli/up.js", process.argv.slice(2));
