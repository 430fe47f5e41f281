import { sayMessage } from "../sentences/message-sentences.ts";
import type { FullCap, TakenPlace } from "./cap.ts";
import { periodLabel } from "./cap.ts";
import type { Quiet } from "./quiet.ts";
import type { ChannelPause } from "./channel-pause.ts";
import type { Waiter } from "./turn.ts";

/** Why a message is held back, or was: what stands on it. */
export interface HeldBack {
  because: "cap" | "priority" | "quiet" | "paused";
  /** One sentence. */
  words: string;
  /** Whose messages have the places, the oldest first. */
  winners: { messageId: string; workflowId: string; workflowName: string; at: string }[];
  /** ISO 8601: when it may go, as far as is known now; null: as soon as another one has gone. */
  freeAt: string | null;
  /** ISO 8601: given up then; null: never, as long as its channel is paused. */
  latest: string | null;
}

const mostNamed = 5;

export function heldByCap(full: FullCap, latest: Date): HeldBack {
  const { winners, freeAt } = full;
  const places = winners.map(({ messageId, workflowId, workflowName, at }) => ({
    messageId,
    workflowId,
    workflowName,
    at: at.toISOString(),
  }));
  return {
    because: "cap",
    words: capWords(full),
    winners: places,
    freeAt: freeAt.toISOString(),
    latest: latest.toISOString(),
  };
}

function capWords({ cap, winners, freeAt }: FullCap): string {
  const { limit } = cap;
  const taken = winners.length;
  const said = { period: periodLabel(cap), winners: winnersLabel(winners), at: freeAt };
  if (cap.channels === "all") {
    if (limit > 1) return sayMessage("cap", { ...said, taken, limit });
    return taken === 1 ? sayMessage("cap1", said) : sayMessage("capOf1", { ...said, taken });
  }
  const by = { ...said, channels: cap.channels.join(" and ") };
  if (limit > 1) return sayMessage("capBy", { ...by, taken, limit });
  return taken === 1 ? sayMessage("cap1By", by) : sayMessage("capOf1By", { ...by, taken });
}

function winnersLabel(winners: readonly TakenPlace[]): string {
  const named = winners
    .slice(-mostNamed)
    .map(({ workflowName: workflow, at }) => sayMessage("winner", { workflow, at }));
  const others = winners.length - named.length;
  const more = others === 0 ? [] : [sayMessage("moreWinners", { number: others })];
  return [...more, ...named].join(", ");
}

export function heldByPriority({ workflowName }: Waiter, latest: Date): HeldBack {
  return {
    because: "priority",
    words: sayMessage("behind", { workflow: workflowName }),
    winners: [],
    freeAt: null,
    latest: latest.toISOString(),
  };
}

export function heldByQuiet({ until, words }: Quiet, latest: Date): HeldBack {
  return {
    because: "quiet",
    words: sayMessage("quiet", { what: words, at: until }),
    winners: [],
    freeAt: until.toISOString(),
    latest: latest.toISOString(),
  };
}

/**
 * @param channel what sentences call it
 * @param latest null: its block says nothing of how long it waits
 */
export function heldByPause(
  { reason, until }: ChannelPause,
  channel: string,
  latest: Date | null,
): HeldBack {
  return {
    because: "paused",
    words: sayMessage("channelPaused", { channel, reason }),
    winners: [],
    freeAt: until?.toISOString() ?? null,
    latest: latest?.toISOString() ?? null,
  };
}
