import { readFileSync } from "node:fs";

// Whether the process in this container is well: exits with 0 or 1, and says why not. Of an API, whether
// it takes requests: it does so without Temporal and workers.
const { PORT = "3000", METRICS_PORT = "9464" } = process.env;
const addresses = {
  api: `http://127.0.0.1:${PORT}/readyz?exclude=temporal&exclude=worker`,
  worker: `http://127.0.0.1:${METRICS_PORT}/readyz`,
};

/** What the container was started with: `tini -- /app/deploy/campanile api`. */
function roleOfContainer() {
  const words = readFileSync("/proc/1/cmdline", "utf8").split("\0");
  return words[words.findIndex((word) => word.endsWith("/campanile")) + 1];
}

async function check(role) {
  const address = addresses[role];
  // A job has no port; it is well while it runs.
  if (address === undefined) return undefined;
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(4_000) });
    return answer.ok ? undefined : `answered ${answer.status}: ${await answer.text()}`;
  } catch (error) {
    return `does not answer at ${address}: ${error.cause?.message ?? error.message}`;
  }
}

const role = process.argv[2] ?? roleOfContainer();
const fault = await check(role);
if (fault !== undefined) {
  console.error(`the ${role} ${fault}`);
  process.exitCode = 1;
}
