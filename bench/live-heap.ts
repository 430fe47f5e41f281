import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "undici";
import { z } from "zod";

/** Where Node listens when a process is asked for its inspector by a signal. */
const inspector = "http://127.0.0.1:9229/json/list";
const targets = z.array(z.object({ webSocketDebuggerUrl: z.string() }));
const usage = z.object({ id: z.literal(2), result: z.object({ usedSize: z.number() }) });

/**
 * What is alive in the heap of a process's main thread, in bytes: its garbage is collected first, by
 * the inspector that every Node opens on SIGUSR1. Not a number where another process has the port.
 */
export function liveHeapOf(): (pid: number) => Promise<number> {
  let opened: number | undefined;
  return async (pid) => {
    if (opened !== pid) {
      if ((await addressOf()) !== undefined) return Number.NaN;
      process.kill(pid, "SIGUSR1");
      opened = pid;
    }
    for (let tries = 0; tries < 50; tries++) {
      const address = await addressOf();
      if (address !== undefined) return usedSize(address);
      await sleep(100);
    }
    return Number.NaN;
  };
}

async function addressOf(): Promise<string | undefined> {
  try {
    const answer = await fetch(inspector);
    return targets.parse(await answer.json())[0]?.webSocketDebuggerUrl;
  } catch {
    // Nobody listens there.
    return undefined;
  }
}

async function usedSize(address: string): Promise<number> {
  const socket = new WebSocket(address);
  await once(socket, "open");
  const answered = new Promise<number>((resolve) => {
    socket.addEventListener("message", ({ data }) => {
      const told = usage.safeParse(JSON.parse(String(data)));
      if (told.success) resolve(told.data.result.usedSize);
    });
  });
  // What only finalizers let go of is collected the second time.
  for (const id of [1, 3]) {
    socket.send(JSON.stringify({ id, method: "HeapProfiler.collectGarbage" }));
    await sleep(200);
  }
  socket.send(JSON.stringify({ id: 2, method: "Runtime.getHeapUsage" }));
  const bytes = await answered;
  socket.close();
  return bytes;
}
