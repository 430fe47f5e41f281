import { setTimeout as sleep } from "node:timers/promises";
import { channelNames } from "../../channels/registry.ts";
import { channelsToWake, removeEndedPauses, wakePage } from "../../db/messages/paused-channels.ts";
import { moreSignalsWaitThan } from "../../db/queue/fan-out-pages.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import { newId } from "../../platform/new-id.ts";
import type { ServiceContext } from "../context.ts";

const pageSize = 500;
/** The dispatcher looks at all waiting signals in each round. */
const maxSignals = 2_000;
const looksAgainMs = 200;

/**
 * Ends pauses whose time is over, and wakes what waited for channels that are not paused, page by page.
 * It goes by what still waits: whoever comes behind a kill goes on, and what was held back just as a
 * channel was resumed is found, too.
 * @param ending aborted when the worker ends: what is left is another worker's
 */
export async function wakeForChannels(context: ServiceContext, ending: AbortSignal): Promise<void> {
  await removeEndedPauses(context.sql);
  while (!ending.aborted) {
    // Asked before each page: one may have been paused again.
    const [channel] = await channelsToWake(context.sql, channelNames);
    if (channel === undefined) return;
    if (await moreSignalsWaitThan(context.sql, maxSignals)) {
      await notifyDispatchers(context.sql);
      await sleep(looksAgainMs);
      continue;
    }
    const page = { limit: pageSize, cause: newId() };
    const woken = await context.transaction(async (inside) => {
      const count = await wakePage(inside.sql, channel, page);
      await inside.afterCommit(notifyDispatchers);
      return count;
    });
    // Others have what is left, in transactions that are open.
    if (woken === 0) return;
  }
}
