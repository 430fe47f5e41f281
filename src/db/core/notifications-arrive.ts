import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/**
 * Whether what one connection says by NOTIFY comes to another that listens. Behind a pooler that lends
 * connections by the transaction it does not: LISTEN is taken, and nothing ever comes.
 */
export async function notificationsArrive(url: string, limitMs: number): Promise<boolean> {
  const payload = randomBytes(8).toString("hex");
  const [listener, sender] = [clientFor(url, limitMs), clientFor(url, limitMs)];
  const patience = new AbortController();
  try {
    await Promise.all([listener.connect(), sender.connect()]);
    const heard = new Promise<boolean>((resolve) => {
      listener.on("notification", (notice) => notice.payload === payload && resolve(true));
    });
    await listener.query("listen campanile_doctor");
    await sender.query("select pg_notify('campanile_doctor', $1)", [payload]);
    const late = sleep(limitMs, false, { signal: patience.signal }).catch(() => false);
    return await Promise.race([heard, late]);
  } finally {
    patience.abort();
    await Promise.allSettled([listener.end(), sender.end()]);
  }
}

function clientFor(url: string, limitMs: number): pg.Client {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: limitMs });
  // One that is cut off meanwhile fails the query; by itself the event would end the process.
  client.on("error", () => undefined);
  return client;
}
