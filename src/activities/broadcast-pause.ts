import type { Database } from "../db/core/database.ts";
import { isBroadcastPaused } from "../db/messages/broadcasts.ts";

/** For how long it holds that a broadcast goes on. */
const holdsMs = 2_000;

/** Whether somebody has paused a broadcast: asked before each of its messages, and of Postgres now and then. */
export function pauseOf(db: Database, id: string): () => Promise<boolean> {
  let isPaused = false;
  let askedAt = Date.now();
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    const now = Date.now();
    isPaused = await isBroadcastPaused(db, id);
    askedAt = now;
  }

  return async () => {
    if (Date.now() - askedAt > holdsMs) {
      await (asking ??= ask().finally(() => (asking = undefined)));
    }
    return isPaused;
  };
}
