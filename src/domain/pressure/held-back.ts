import type { FullCap, TakenPlace } from "./cap.ts";
import { periodLabel } from "./cap.ts";
import type { Quiet } from "./quiet.ts";
import type { Waiter } from "./turn.ts";

/** Why a message is held back, or was: what stands on it. */
export interface HeldBack {
  because: "cap" | "priority" | "quiet";
  /** One sentence. */
  words: string;
  /** Whose messages have the places, the oldest first. */
  winners: { messageId: string; workflowId: string; workflowName: string; at: string }[];
  /** ISO 8601: when it may go, as far as is known now; null: as soon as another one has gone. */
  freeAt: string | null;
  /** ISO 8601: given up then. */
  latest: string;
}

const mostNamed = 5;

export function heldByCap(full: FullCap, latest: Date): HeldBack {
  const { cap, winners, freeAt } = full;
  const by = cap.channels === "all" ? "" : ` by ${cap.channels.join(" and ")}`;
  const messages = cap.limit === 1 ? "message" : "messages";
  const words =
    `${winners.length} of ${cap.limit} ${messages}${by} in ${periodLabel(cap)} ` +
    `${winners.length === 1 ? "has" : "have"} been sent: ${winnersLabel(winners)}; ` +
    `free again at ${freeAt.toISOString()}`;
  const places = winners.map(({ messageId, workflowId, workflowName, at }) => ({
    messageId,
    workflowId,
    workflowName,
    at: at.toISOString(),
  }));
  return {
    because: "cap",
    words,
    winners: places,
    freeAt: freeAt.toISOString(),
    latest: latest.toISOString(),
  };
}

function winnersLabel(winners: readonly TakenPlace[]): string {
  const named = winners
    .slice(-mostNamed)
    .map(({ workflowName, at }) => `by "${workflowName}" at ${at.toISOString()}`);
  const others = winners.length - named.length;
  return others === 0 ? named.join(", ") : `${others} more, ${named.join(", ")}`;
}

export function heldByPriority({ workflowName }: Waiter, latest: Date): HeldBack {
  return {
    because: "priority",
    words: `the free place is for a message of "${workflowName}", which goes first`,
    winners: [],
    freeAt: null,
    latest: latest.toISOString(),
  };
}

export function heldByQuiet({ until, words }: Quiet, latest: Date): HeldBack {
  return {
    because: "quiet",
    words: `${words}; over at ${until.toISOString()}`,
    winners: [],
    freeAt: until.toISOString(),
    latest: latest.toISOString(),
  };
}
