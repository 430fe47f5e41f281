/** What a rule of notifications looks at: the events of a type, or the runs of a workflow. */
export type Watched = "eventType" | "workflow";

/** What a rule looks for. An id that is null stands for all. */
export type Condition =
  /** None for so many hours, where there usually are some. */
  | { kind: "silence"; of: Watched; id: string | null; hours: number }
  /** In an hour so many times as many as usual, and not fewer than `atLeast`. */
  | { kind: "burst"; of: Watched; id: string | null; times: number; atLeast: number }
  /** Of the runs that ended, or of messages, more than so many of a hundred failed. */
  | ({ kind: "failedRuns"; workflowId: string | null } & Rate)
  | ({ kind: "failedMessages" } & Rate)
  | ({ kind: "bounces" } & Rate)
  | ({ kind: "complaints" } & Rate)
  /** As many codes are left as the pool's own warning says, or fewer. */
  | { kind: "lowPool"; id: string | null }
  /** The oldest run, signal or fan-out that no worker takes has waited so long. */
  | { kind: "backlog"; minutes: number }
  /** A channel that an active workflow needs is not set up. */
  | { kind: "channelNotSetUp" }
  /** A webhook has taken nothing for an hour. */
  | { kind: "lateWebhook" };

/** More than so many of a hundred, within so many hours, of at least so many. */
export interface Rate {
  percent: number;
  hours: number;
  atLeast: number;
}

export type ConditionKind = Condition["kind"];

export const conditionKinds = [
  "silence",
  "burst",
  "failedRuns",
  "failedMessages",
  "bounces",
  "complaints",
  "lowPool",
  "backlog",
  "channelNotSetUp",
  "lateWebhook",
] as const satisfies readonly ConditionKind[];

/** What was counted, by the kind of rule; each where it says something. */
export interface Figures {
  /** Events, runs, codes, failures …: what the rule is about. */
  count?: number;
  /** As many as usual, or of how many. */
  of?: number;
  /** When the last one was, in ISO 8601. */
  lastAt?: string | null;
  /** What was answered last, in words. */
  problem?: string | null;
}

/** What a rule has found. */
export interface Finding {
  /** The id of what it is about; "" where it is about all. */
  subject: string;
  /** Null where it is about all. */
  name: string | null;
  figures: Figures;
}

/** Whether a share is too large, and of enough to say so. */
export function isAbove({ percent, atLeast }: Rate, part: number, whole: number): boolean {
  return whole >= atLeast && whole > 0 && part * 100 > whole * percent;
}
