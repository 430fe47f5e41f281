#!/usr/bin/env node
import "./node-version.mjs";
import { runWhereWritable } from "./elsewhere.mjs";
import { run } from "./run.mjs";

// `campanile …`, as npx and npm link find it: what `npm run cli -- …` runs.
await runWhereWritable(import.meta.url);
await run("cli/main.js", process.argv.slice(2));
