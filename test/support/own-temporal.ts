import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { Connection } from "@temporalio/client";
import { temporalCli } from "../../src/platform/temporal/binaries.ts";
import { ensureSearchAttributes } from "../../src/platform/temporal/search-attributes.ts";
import type { TemporalServer } from "../../src/platform/temporal/server.ts";
import { startTemporalServer } from "../../src/platform/temporal/server.ts";
import { afterwards } from "./afterwards.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export interface OwnTemporal {
  address: string;
  /** SIGSTOP: its connections stand, and nobody answers. */
  freeze(): void;
  /** SIGCONT. */
  thaw(): void;
  /** SIGKILL, and gone. */
  kill(): Promise<void>;
  /** Comes back with its file, where it was. */
  startAgain(): Promise<void>;
  /** Puts its file aside; it is away meanwhile. */
  backUp(): Promise<void>;
  /** Comes back with the file that was put aside last. */
  restore(): Promise<void>;
}

/** A Temporal of the test's own, on a file as under `npm start`; ended afterwards. */
export async function ownTemporal(): Promise<OwnTemporal> {
  const dataDir = await temporaryFolder();
  const binary = await temporalCli({ report: () => undefined });
  const start = (port: number) =>
    startTemporalServer({
      binary,
      dataDir,
      port,
      storage: "file",
      namespace: "default",
      logLevel: "error",
      // A deletion would otherwise wait for a queue's next check-point, half a minute away.
      dynamicConfig: { "history.transferProcessorEnsureCloseBeforeDelete": "false" },
    });
  let server: TemporalServer = await start(0);
  const signal = (name: NodeJS.Signals): void => void process.kill(server.pid, name);
  afterwards(async () => {
    try {
      signal("SIGCONT");
    } catch {
      // It has ended.
    }
    await server.stop();
  });
  const connection = await Connection.connect({ address: server.address });
  await ensureSearchAttributes(connection, "default");
  await connection.close();
  const folder = join(dataDir, "temporal");
  const aside = join(await temporaryFolder(), "temporal");
  const kill = async (): Promise<void> => {
    signal("SIGKILL");
    await server.exited;
  };
  const startAgain = async (): Promise<void> => {
    server = await start(server.port);
  };
  return {
    address: server.address,
    freeze: () => signal("SIGSTOP"),
    thaw: () => signal("SIGCONT"),
    kill,
    startAgain,
    backUp: async () => {
      await kill();
      await rm(aside, { recursive: true, force: true });
      await cp(folder, aside, { recursive: true });
      await startAgain();
    },
    restore: async () => {
      await kill();
      await rm(folder, { recursive: true });
      await cp(aside, folder, { recursive: true });
      await startAgain();
    },
  };
}
