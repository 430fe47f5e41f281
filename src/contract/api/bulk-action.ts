import { z } from "zod";
import { channelNames } from "../../channels/registry.ts";
import { outcomes, replayableOutcomes } from "../../domain/event.ts";
import { count, int4 } from "../integers.ts";
import { retryOrigins } from "../retry-origins.ts";
import { id, instant, title } from "./fields.ts";
import { pageOf, pageQuery } from "./page.ts";
import { toVersion as retryToVersion } from "./run-by-hand.ts";
import { namesWhose, runFilter, runStatuses } from "./run.ts";

/** What can be done to many runs at once. */
export const runActionKinds = ["stop", "retry", "pause", "resume", "move"] as const;
/** And to many events, and to messages that wait. */
export const bulkActionKinds = [...runActionKinds, "replay", "drain"] as const;
export const bulkActionStates = ["pending", "running", "done", "cancelled", "failed"] as const;

const blockId = z.string().min(1).max(64);

/** Which runs: those that `GET /runs` lists with the same filter. */
export const bulkRuns = namesWhose(
  z.strictObject({
    ids: z.array(id).min(1).max(500).optional().meta({ description: "These runs" }),
    ...runFilter({ number: int4(1), truth: z.boolean() }),
    everything: z.literal(true).optional().meta({
      description: "All runs there are, where nothing else narrows them down: say so",
    }),
  }),
)
  .refine(
    ({ everything, ...filter }) =>
      everything === true || Object.values(filter).some((value) => value !== undefined),
    { message: "nothing says which runs: give a filter, or everything: true for all of them" },
  )
  .meta({ id: "BulkRuns" });

const why = {
  reason: title(500).meta({
    description: "Why, for whoever reads the audit log; a stopped run shows it",
  }),
  atMost: int4(0).optional().meta({
    description: "Refuse (409) when more than these are found, as the caller has counted fewer",
  }),
};
const asked = { runs: bulkRuns, ...why };

/** Which events: those that the trigger's type had. */
export const replayedEvents = z
  .strictObject({
    ids: z.array(id).min(1).max(500).optional().meta({ description: "These events" }),
    from: instant.optional().meta({ description: "Received at or after" }),
    to: instant.optional().meta({ description: "Received before; by default until now" }),
    contactId: id.optional(),
    outcomes: z.array(z.enum(replayableOutcomes)).min(1).optional().meta({
      description:
        "Of which the trigger has decided this; `undecided`: it was not there when they came",
    }),
  })
  .refine(({ ids, from }) => ids !== undefined || from !== undefined, {
    message: "nothing says which events: give from, or ids",
  })
  .meta({ id: "ReplayedEvents" });

/** Which messages: those that wait for a channel, held back or not taken yet. */
export const drainedMessages = z
  .strictObject({ channel: z.enum(channelNames), workflowId: id.optional() })
  .meta({ id: "DrainedMessages" });

/** Where the people of a block go. */
const placement = z
  .discriminatedUnion("do", [
    z.strictObject({ do: z.literal("stay") }).meta({ description: "They go on in their version" }),
    z.strictObject({ do: z.literal("follow") }).meta({
      description: "They wait on at the same block, and go on behind it in the new version",
    }),
    z.strictObject({ do: z.literal("move"), to: blockId }).meta({
      description: "Their wait ends, and they go on at this block of the new version",
    }),
  ])
  .meta({ id: "Placement" });

/** What those do that stand at a block, by the block. */
export const placements = z.record(blockId, placement).meta({
  description:
    "What those do that stand at a block; at blocks that are not named they follow, where the new " +
    "version has the block, and stay otherwise",
});

export const newBulkAction = z
  .discriminatedUnion("action", [
    z.strictObject({ action: z.literal("stop"), ...asked }),
    z.strictObject({
      action: z.literal("retry"),
      ...asked,
      from: z.enum(retryOrigins).default("failedBlock"),
      toVersion: retryToVersion,
    }),
    z.strictObject({ action: z.literal("pause"), ...asked }),
    z.strictObject({ action: z.literal("resume"), ...asked }),
    z.strictObject({
      action: z.literal("move"),
      ...asked,
      toVersion: int4(1).optional().meta({ description: "By default the current one" }),
      places: placements.default({}),
    }),
    z.strictObject({
      action: z.literal("replay"),
      bindingId: id.meta({ description: "The trigger by which they are decided anew" }),
      events: replayedEvents,
      ...why,
      includePast: z.boolean().default(false).meta({
        description: "Also events that were told for the record and decided nothing",
      }),
      despiteAge: z.boolean().default(false).meta({
        description: "Also events that are older than the trigger allows",
      }),
    }),
    z.strictObject({ action: z.literal("drain"), messages: drainedMessages, ...why }),
  ])
  .meta({ id: "NewBulkAction" });

export const bulkPreview = z
  .strictObject({
    found: count.meta({
      description:
        "Runs (of a replay events, of a drain messages) that it would be done to, as they are now",
    }),
    isAll: z.boolean().meta({
      description: "False: there are more; counting them all would take too long",
    }),
    workflows: z.array(z.strictObject({ id: z.guid(), name: z.string(), runs: count })).meta({
      description:
        "Whose runs they are, those with the most first; of a replay, how many would start; of a drain, how many messages",
    }),
    statuses: z.array(z.strictObject({ status: z.enum(runStatuses), runs: count })),
    outcomes: z
      .array(z.strictObject({ outcome: z.enum(outcomes), events: count }))
      .meta({ description: "Of a replay: what would be decided of how many events" }),
    blockGone: count.meta({
      description:
        "Of a retry in another version: runs among them that failed at a block which it lacks; they " +
        "would be left as they are",
    }),
    sample: z.array(z.guid()).meta({ description: "Some of them" }),
  })
  .meta({ id: "BulkPreview" });

export const bulkAction = z
  .strictObject({
    id: z.guid(),
    action: z.enum(bulkActionKinds),
    runs: z
      .record(z.string(), z.unknown())
      .meta({ description: "The filter that it was given; of what is done to no runs empty" }),
    events: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: "Of a replay: which events" }),
    messages: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: "Of a drain: which messages" }),
    settings: z.record(z.string(), z.unknown()),
    reason: z.string(),
    state: z.enum(bulkActionStates),
    found: count.meta({
      description:
        "Runs (of a replay events, of a drain messages) that were found when it was asked for",
    }),
    foundAll: z.boolean().meta({ description: "False: there were more than could be counted" }),
    lookedAt: count.meta({
      description: "Runs (of a replay events, of a drain messages) that it has come by",
    }),
    changed: count.meta({
      description: "Among them, runs that it was done to; of a replay, events that started a run",
    }),
    skipped: z.record(z.string(), count).meta({
      description: "Runs that were left as they were, or events that started nothing, by why",
    }),
    moved: count.nullable().meta({
      description:
        "Of a move: runs that go on in the new version by now; others of `changed` are being told",
    }),
    error: z.string().nullable(),
    by: z
      .strictObject({
        kind: z.enum(["person", "key", "run", "system"]),
        id: z.guid().nullable(),
        name: z.string().nullable().meta({ description: "Null: they are gone" }),
      })
      .meta({ description: "Who asked for it" }),
    requestedAt: z.date(),
    startedAt: z.date().nullable(),
    endedAt: z.date().nullable(),
  })
  .meta({ id: "BulkAction" });

export const bulkActionsQuery = pageQuery
  .extend({ state: z.enum(bulkActionStates).optional() })
  .meta({ id: "BulkActionsQuery" });

export const bulkActionPage = pageOf(bulkAction).meta({ id: "BulkActionPage" });

export type RunActionKind = (typeof runActionKinds)[number];
export type BulkActionKind = (typeof bulkActionKinds)[number];
export type BulkRuns = z.output<typeof bulkRuns>;
export type ReplayedEvents = z.output<typeof replayedEvents>;
export type NewBulkAction = z.output<typeof newBulkAction>;
export type DrainedMessages = z.output<typeof drainedMessages>;
export type NewReplay = Extract<NewBulkAction, { action: "replay" }>;
export type NewDrain = Extract<NewBulkAction, { action: "drain" }>;
export type NewRunAction = Exclude<NewBulkAction, NewReplay | NewDrain>;
export type Placements = z.output<typeof placements>;
export type Placement = z.output<typeof placement>;
export type BulkPreview = z.input<typeof bulkPreview>;
export type BulkAction = z.input<typeof bulkAction>;
export type BulkActionsQuery = z.output<typeof bulkActionsQuery>;
