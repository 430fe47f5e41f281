import type { Database } from "../../db/core/database.ts";
import { listPausedChannels, waitingForChannels } from "../../db/messages/paused-channels.ts";
import type { Finding } from "./finding.ts";

/** Whether somebody has paused a channel, and may have forgotten it. */
export async function* examinePausedChannels(db: Database): AsyncGenerator<Finding> {
  const what = "Paused channels";
  const [paused, waiting] = await Promise.all([listPausedChannels(db), waitingForChannels(db)]);
  if (paused.length === 0) {
    yield { what, ok: true, says: "there are none" };
    return;
  }
  for (const { channel, pausedAt, until, reason } of paused) {
    const waits = waiting.find((one) => one.channel === channel);
    const end = until === null ? "" : ` until ${until.toISOString()}`;
    const says =
      `${channel} is paused since ${pausedAt.toISOString()}${end} (${reason}); ` +
      `${waits?.messages ?? 0} messages and ${waits?.broadcasts ?? 0} messages to segments wait: ` +
      `campanile channels resume ${channel} lets them go`;
    yield { what, ok: true, doubtful: true, says };
  }
}
