import { fork } from "node:child_process";
import { once } from "node:events";
import { freePort } from "../src/platform/ports.ts";
import { compiled } from "../src/platform/project-root.ts";
import { nodeFlags } from "../src/platform/supervisor/child.ts";

export interface ApiProcess {
  url: string;
  stop(): Promise<void>;
}

/**
 * An API on a database of its own, without a worker: what is measured of it is ingest alone.
 * @param temporalAddress of a server that its pages may ask; what is measured of ingest needs none
 */
export async function apiProcess(
  databaseUrl: string,
  key: string,
  temporalAddress?: string,
): Promise<ApiProcess> {
  const port = await freePort(0);
  const child = fork(compiled("src/api/main.ts"), [], {
    execArgv: [...nodeFlags],
    env: {
      PATH: process.env["PATH"] ?? "",
      NODE_ENV: "production",
      DATABASE_URL: databaseUrl,
      API_KEY: key,
      HOST: "127.0.0.1",
      PORT: String(port),
      SHUTDOWN_DELAY: "0",
      ...(temporalAddress !== undefined && { TEMPORAL_ADDRESS: temporalAddress }),
    },
    // It logs each request, as in production; to nowhere, as nobody reads it here.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  const early = ended.then(() => Promise.reject(new Error("the API did not start")));
  await Promise.race([once(child, "message"), early]);
  early.catch(() => undefined);
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
