import type { z } from "zod";
import type { Facts } from "../domain/facts.ts";
import type { Place } from "../domain/plan.ts";
import type {
  EventsCapability,
  OrdersCapability,
  SegmentsCapability,
  VariablesCapability,
} from "./capabilities.ts";

/** What happened at a block: where to go next, and what the journal shows of it. */
export interface Outcome {
  branch: string;
  waitUntil?: Date;
  /** The wait ends early when the event comes that was registered for this step; its branch is then "event". */
  awaits?: true;
  /** The run has reached its goal, and ends here. */
  goal?: true;
  /** Whether it may have written runs or signals, which the dispatcher is to be told of. */
  launches?: boolean;
  /** One sentence for the run's page. */
  note: string;
  /** Facts for the run's page: ids and numbers, no contents of messages. */
  data?: Record<string, unknown>;
}

/** A message as its block wants it sent; templates are Liquid. */
export interface EmailDraft {
  subject: string;
  html: string;
  text?: string;
  from?: string;
  transactional: boolean;
}

/** What a block may do. The effects of one visit are committed together with its journal row. */
export interface BlockContext {
  /** The run's own clock. */
  now: Date;
  facts(): Promise<Facts>;
  segments: SegmentsCapability;
  orders: OrdersCapability;
  variables: VariablesCapability;
  events: EventsCapability;
}

/** What a block that sends may do besides: hand a message to its channel, exactly once if it can. */
export interface ChannelContext extends BlockContext {
  sendEmail(draft: EmailDraft): Promise<{ messageId: string; state: string; detail?: string }>;
}

/** A fault of one block's settings, shown at the block and in the list of problems. */
export interface BlockProblem {
  field: string;
  message: string;
}

interface BlockFace<Config> {
  kind: string;
  label: string;
  description: string;
  schema: z.ZodType<Config>;
  role: "start" | "step" | "wait" | "end";
  /** The ways out; a kind whose ways its settings name makes them from these. */
  branches: readonly string[] | ((config: Config) => readonly string[]);
  /** One line for Temporal's Web UI and the pages. Configuration only: it is never encrypted. */
  summary(config: Config): string;
  /** What is missing before the block can run; a draft may have such faults, a version not. */
  problems?(config: Config): BlockProblem[];
  /** The keys of the event types that a run waits or watches for at this block. */
  awaits?(config: Config): string[];
}

export type Block<Config> = BlockFace<Config> &
  (
    | { place: "database"; perform(config: Config, context: BlockContext): Promise<Outcome> }
    | {
        place: Exclude<Place, "database">;
        perform(config: Config, context: ChannelContext): Promise<Outcome>;
      }
  );

/** Keeps a kind's own config type while the registry sees all kinds alike. */
export function defineBlock<Config>(block: Block<Config>): Block<Config> {
  return block;
}
