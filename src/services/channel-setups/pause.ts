import type { ChannelName } from "../../channels/registry.ts";
import type { ChannelStateAnswer, NewPauseBody } from "../../contract/api/channels.ts";
import { AppError } from "../../contract/errors.ts";
import { serverTime } from "../../db/core/server-time.ts";
import { removePause, writePause } from "../../db/messages/paused-channels.ts";
import { ofChannelPauses } from "../../domain/process-standing.ts";
import { requireHeeding } from "../workers/require-release.ts";
import type { ServiceContext } from "../context.ts";
import { channelState } from "./pause-states.ts";

/**
 * Has nothing leave by a channel until it is resumed. Once it has answered no message of it is marked
 * as being sent any more, by any worker. Of one that is paused it changes what the pause says.
 *
 * @throws AppError `invalid` for an end that is over; `conflict` while workers of an earlier release are
 *   alive, which would go on sending
 */
export async function pauseChannel(
  context: ServiceContext,
  channel: ChannelName,
  { reason, transactional, until }: NewPauseBody,
): Promise<ChannelStateAnswer> {
  if (until !== null && until <= (await serverTime(context.sql))) {
    throw new AppError("invalid", "the pause can't be like this", {
      faults: [{ path: "until", message: "must be in the future" }],
    });
  }
  await requireHeeding(context, ofChannelPauses);
  await context.transaction(({ sql, actor }) =>
    writePause(sql, { channel, reason, transactional, until }, actor),
  );
  return channelState(context, channel);
}

/** Has what waits for a channel go out, page by page. One that is not paused stays as it is. */
export async function resumeChannel(
  context: ServiceContext,
  channel: ChannelName,
): Promise<ChannelStateAnswer> {
  await removePause(context.sql, channel);
  return channelState(context, channel);
}
