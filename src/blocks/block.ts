import type { z } from "zod";
import type { Facts } from "../domain/facts.ts";
import type { Place } from "../domain/plan.ts";

/** What happened at a block: where to go next, and what the journal shows of it. */
export interface Outcome {
  branch: string;
  waitUntil?: Date;
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
  now: Date;
  facts(): Promise<Facts>;
  addToSegment(name: string): Promise<boolean>;
  removeFromSegment(name: string): Promise<boolean>;
  /** Makes an order the run's order, by its external id or the contact's latest one. */
  attachOrder(which: { externalId: string } | "latest"): Promise<{ externalId: string } | null>;
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
  branches: readonly string[];
  /** One line for Temporal's Web UI and the pages. Configuration only: it is never encrypted. */
  summary(config: Config): string;
  /** What is missing before the block can run; a draft may have such faults, a version not. */
  problems?(config: Config): BlockProblem[];
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
