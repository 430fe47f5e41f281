import type { GoalWindow } from "./goal.ts";
import { lengthOf } from "./goal.ts";

export const touchOrders = ["last", "first"] as const;
export const touchKinds = ["sent", "opened", "clicked"] as const;

/** Which message an event is put down to: the same for all workflows, as one message at most gets it. */
export interface TouchRule {
  which: (typeof touchOrders)[number];
  /** What of a message counts. */
  by: (typeof touchKinds)[number];
}

/** A run that a workflow started for the event's contact, or one that was held out. Times are Unix milliseconds. */
export interface StartBefore {
  workflowId: string;
  versionId: string;
  /** Null: the contact was held out. */
  runId: string | null;
  startedAt: number;
}

/** A message that a workflow has sent to the event's contact. */
export interface MessageBefore extends StartBefore {
  runId: string;
  messageId: string;
  blockId: string;
  sentAt: number;
  openedAt: number | null;
  clickedAt: number | null;
}

/** A workflow whose goal an event fits. */
export interface FittingGoal {
  workflowId: string;
  window: GoalWindow;
}

/** What an event counts as for one workflow. */
export interface Attribution {
  workflowId: string;
  versionId: string;
  runId: string | null;
  heldOut: boolean;
  /** Whether it counts for the workflow, by its window. */
  attributed: boolean;
  /** Whether it came within the window's length from a start, or from one that was held out. */
  sinceStart: boolean;
  startedAt: number;
  /** The message that it is put down to; null for all workflows but one. */
  message: { messageId: string; blockId: string } | null;
}

/**
 * What an event that happened `at` counts as, for each workflow whose goal it fits. What began at that
 * very millisecond or later can't have led to it.
 */
export function attribute(
  at: number,
  goals: readonly FittingGoal[],
  before: { starts: readonly StartBefore[]; messages: readonly MessageBefore[] },
  rule: TouchRule,
): Attribution[] {
  const counted = goals.flatMap((goal) => countFor(at, goal, before, rule) ?? []);
  const credited = chosen(
    counted.flatMap(({ touch }) => touch ?? []),
    rule,
  );
  return counted.map(({ attribution, touch }) => {
    const isCredited = touch !== null && touch === credited;
    const message = isCredited
      ? { messageId: touch.message.messageId, blockId: touch.message.blockId }
      : null;
    return { ...attribution, message };
  });
}

/** Something that was done with a message, or with a run. */
interface Touch<Of> {
  at: number;
  id: string;
  message: Of;
}

interface Counted {
  attribution: Omit<Attribution, "message">;
  touch: Touch<MessageBefore> | null;
}

function countFor(
  at: number,
  { workflowId, window }: FittingGoal,
  before: { starts: readonly StartBefore[]; messages: readonly MessageBefore[] },
  rule: TouchRule,
): Counted | null {
  const length = lengthOf(window);
  const isWithin = (time: number | null): boolean =>
    time !== null && time < at && at - time <= length;
  const starts = before.starts.filter(
    (start) => start.workflowId === workflowId && isWithin(start.startedAt),
  );
  const ofWorkflow = before.messages.filter((message) => message.workflowId === workflowId);
  // The run of a broadcast is another contact's: for this one, its message tells of it.
  const began = [...starts, ...ofWorkflow.filter(({ startedAt }) => isWithin(startedAt))];
  const isLaunched = starts.some(({ runId }) => runId !== null);
  const messages = ofWorkflow.filter((message) => isWithin(timeOf(message, window.after)));
  const attributed = messages.length > 0 || (window.after === "start" && isLaunched);
  const heldOut = !attributed && began.every(({ runId }) => runId === null);
  const touch = chosen(
    messages.flatMap((message) => {
      const time = timeOf(message, rule.by);
      return time === null || time >= at ? [] : [{ at: time, id: message.messageId, message }];
    }),
    rule,
  );
  const led =
    touch?.message ?? chosenStart(began, rule, heldOut) ?? chosenStart(messages, rule, heldOut);
  if (led === null) return null;
  const latest = Math.max(...began.map(({ startedAt }) => startedAt));
  const attribution = {
    workflowId,
    versionId: led.versionId,
    runId: led.runId,
    heldOut,
    attributed,
    sinceStart: began.length > 0,
    startedAt: began.length > 0 ? latest : led.startedAt,
  };
  return { attribution, touch };
}

/** The run that an event is put down to where no message is; of those held out, the start that was not. */
function chosenStart(
  starts: readonly StartBefore[],
  rule: TouchRule,
  heldOut: boolean,
): StartBefore | null {
  const touches = starts
    .filter(({ runId }) => (runId === null) === heldOut)
    .map((start) => ({ at: start.startedAt, id: start.runId ?? start.versionId, message: start }));
  return chosen(touches, rule)?.message ?? null;
}

function chosen<Of>(touches: readonly Touch<Of>[], { which }: TouchRule): Touch<Of> | null {
  const sorted = touches.toSorted((a, b) => {
    if (a.at !== b.at) return a.at - b.at;
    return a.id < b.id ? -1 : Number(a.id > b.id);
  });
  return (which === "last" ? sorted.at(-1) : sorted[0]) ?? null;
}

/** When something was done; whoever has clicked has opened. */
function timeOf(message: MessageBefore, what: "start" | TouchRule["by"]): number | null {
  const { startedAt, sentAt, openedAt, clickedAt } = message;
  if (what === "start") return startedAt;
  if (what === "sent") return sentAt;
  if (what === "clicked" || openedAt === null) return clickedAt;
  return clickedAt === null ? openedAt : Math.min(openedAt, clickedAt);
}
