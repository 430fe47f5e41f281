import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Connection } from "@temporalio/client";
import type { Daemon } from "../daemon.ts";

/**
 * Waits until a server answers, with its namespace if one is given (a dev server makes it shortly
 * after it begins to listen).
 * @throws Error with the end of its log when it ends or stays silent
 */
export async function waitForTemporal(
  address: string,
  daemon: Daemon,
  limitMs: number,
  namespace?: string,
): Promise<void> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    if (daemon.exit) {
      throw new Error(`${daemon.name} did not start (${daemon.exit.reason}):\n${daemon.logTail()}`);
    }
    const failure = await ask(address, namespace).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (failure === undefined) return;
    if (Date.now() > deadline) {
      throw new Error(`${daemon.name} did not answer in time:\n${daemon.logTail()}`, {
        cause: failure,
      });
    }
    await sleep(50);
  }
}

async function ask(address: string, namespace: string | undefined): Promise<void> {
  // gRPC waits a second after a refused connection, so it isn't asked before somebody listens.
  await probe(address);
  const connection = await Connection.connect({ address, connectTimeout: 2_000 });
  try {
    if (namespace === undefined) return;
    await connection.withDeadline(Date.now() + 2_000, () =>
      connection.workflowService.describeNamespace({ namespace }),
    );
  } finally {
    await connection.close();
  }
}

function probe(address: string): Promise<void> {
  const [host, port] = address.split(":");
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: Number(port), timeout: 2_000 });
    socket.once("connect", () => {
      socket.destroy();
      resolve();
    });
    socket.once("timeout", () => socket.destroy(new Error("nobody answers")));
    socket.once("error", reject);
  });
}
