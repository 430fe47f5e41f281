import { buildWeb } from "./build-web.mjs";
import { buildClient } from "./build-client.mjs";
import { BuildFailed } from "./build.mjs";
import { runWhereWritable } from "./elsewhere.mjs";
import { install } from "./install.mjs";
import { run } from "./run.mjs";

await runWhereWritable(import.meta.url);
await install();
try {
  await buildWeb();
  await buildClient();
} catch (error) {
  if (!(error instanceof BuildFailed)) throw error;
  console.error(error.message);
  process.exit(1);
}
await run("cli/up.js", process.argv.slice(2));
