import type { z } from "zod";
import type { Facts } from "../domain/facts.ts";
import type { HolidayCalendar } from "../domain/pressure/quiet.ts";
import type {
  ContactsCapability,
  EventsCapability,
  FanOutsCapability,
  OrdersCapability,
  ProductsCapability,
  PromoCodesCapability,
  SegmentsCapability,
  TemplatesCapability,
  TopicsCapability,
  VariablesCapability,
} from "./capabilities.ts";
import type { WebhookRequest } from "./webhook-request.ts";
import type { BlockMessage } from "./message.ts";

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

/** What a block may do. The effects of one visit are committed together with its journal row. */
export interface BlockContext {
  /** The run's own clock. */
  now: Date;
  /** Which block this is, of which workflow (in whatever version), and for whom. */
  here: { workflowId: string; contactId: string; blockId: string };
  facts(): Promise<Facts>;
  /** Calendars of holidays by name; one that was deleted has no days. */
  holidays(names: readonly string[]): Promise<HolidayCalendar[]>;
  templates: TemplatesCapability;
  contacts: ContactsCapability;
  topics: TopicsCapability;
  segments: SegmentsCapability;
  orders: OrdersCapability;
  products: ProductsCapability;
  promoCodes: PromoCodesCapability;
  variables: VariablesCapability;
  events: EventsCapability;
  fanOuts: FanOutsCapability;
}

/** What became of a message: kept, to be sent when the block has decided; or why there is none. */
export type MessageDecision =
  | { messageId: string; state: "queued" }
  | { messageId: string; state: "not sent"; detail: string }
  /** Held back (by a cap, by quiet hours): for now, and its step is performed again; or for good. */
  | { messageId: string; state: "held" | "dropped"; detail: string };

/** What a block that sends may do besides: hand a message to its channel, exactly once if it can. */
export interface ChannelContext extends BlockContext {
  /** When the contact reacted last to a message of each channel; of a channel without one, nothing. */
  lastReactions(): Promise<ReadonlyMap<string, Date>>;
  send(message: BlockMessage): Promise<MessageDecision>;
}

/** What a block that calls outside may do besides: hand over a call, made when its step is kept. */
export interface WebhookContext extends BlockContext {
  call(request: WebhookRequest): Promise<void>;
}

/** How many members' messages came to what; without a message (no address, unsubscribed): skipped. */
export interface BroadcastCounts {
  total: number;
  sent: number;
  failed: number;
  unknown: number;
  skipped: number;
  /** Held back, and not sent. */
  dropped: number;
  /** Sent (or tried) after having been held back. */
  heldBack: number;
}

export interface BroadcastResult extends BroadcastCounts {
  /** A test launch: only a sample was sent, to the tester. */
  test?: true;
}

/** A message to every member of a segment. */
export interface WantedBroadcast {
  segment: string;
  /** Each member gets the first by whose channel it is reached. */
  messages: readonly BlockMessage[];
  /** Which is tried first: as they are given, or by what the member has reacted to last. */
  order: "given" | "lastReaction";
}

/** What a block may do that goes through a whole segment, which takes longer than a transaction may. */
export interface BulkContext {
  facts(): Promise<Facts>;
  /** Sends every member a message. @returns null when there is no such segment */
  broadcast(wanted: WantedBroadcast): Promise<BroadcastResult | null>;
}

/** A fault of one block's settings, shown at the block and in the list of problems. */
export interface BlockIssue {
  field: string;
  message: string;
}

/** A variable that a block may set: its name below `vars`, and what it holds. */
export interface SetVariable {
  name: string;
  holds: "text" | "number" | "boolean" | "json" | "contact" | "webhookAnswer";
}

/** Where palettes show a kind. */
export const blockGroups = ["messages", "waits", "logic", "data", "events", "ends"] as const;
export const blockRoles = ["start", "step", "wait", "end"] as const;

/**
 * Ways out that settings name: the `by` of each entry of the setting `of`, then the `rest`. Said as
 * data, so that whoever draws a block can tell its branches by itself.
 */
export interface NamedBranches {
  of: string;
  by: string;
  rest: readonly string[];
}

/** A way out that is there when a setting has a value; of a list on its path, when any entry has it. */
export interface OptionalBranch {
  branch: string;
  /** The setting's path: holdBack.notSent. */
  setting: string;
  is: string;
}

interface BlockBase<Config> {
  kind: string;
  label: string;
  description: string;
  group: (typeof blockGroups)[number];
  schema: z.ZodType<Config>;
  /** Settings as a campaign file has them, where that differs: what has an id here has a name there. */
  inFile?: z.ZodType;
  /** Settings of a block that was just put down, beside the schema's own defaults. */
  fresh?: Partial<Config>;
  /** Settings with which it could be published, where fresh ones need to be filled in. */
  example?: Record<string, unknown>;
  role: (typeof blockRoles)[number];
  branches: readonly string[] | NamedBranches;
  /** Further ones, behind those, which settings ask for. */
  optionalBranches?: readonly OptionalBranch[];
  /** What people call the branches, but for "next" and those that settings name. */
  branchLabels?: Record<string, string>;
  /** The name of the channel that has to be set up before it can be published. */
  channel?: string;
  /** One line for Temporal's Web UI and the pages. Configuration only: it is never encrypted. */
  summary(config: Config): string;
  /** What is missing before the block can run; a draft may have such faults, a version not. */
  issues?(config: Config): BlockIssue[];
  /** The keys of the event types that a run waits or watches for at this block. */
  awaits?(config: Config): string[];
  /** What later blocks can read as `vars.name`. */
  sets?(config: Config): SetVariable[];
  /** The messages that it may send: a version freezes what they say. */
  messages?(config: Config): BlockMessage[];
  /** The branch once its message has been handed over, or refused ("failed"); by default "next". */
  branchAfter?(state: string): string;
}

export type Block<Config> = BlockBase<Config> &
  (
    | { place: "database"; perform(config: Config, context: BlockContext): Promise<Outcome> }
    | { place: "webhook"; perform(config: Config, context: WebhookContext): Promise<Outcome> }
    | { place: "bulk"; perform(config: Config, context: BulkContext): Promise<Outcome> }
    | { place: "message"; perform(config: Config, context: ChannelContext): Promise<Outcome> }
  );

/** Keeps a kind's own config type while the registry sees all kinds alike. */
export function defineBlock<Config>(block: Block<Config>): Block<Config> {
  return block;
}
