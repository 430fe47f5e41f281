import { z } from "zod";
import { definitionSchema } from "../definition.ts";
import { retryOrigins } from "../retry-origins.ts";
import { int4, wholeNumberIn } from "../integers.ts";
import { contactName, contactSearch, id, instant, truth } from "./fields.ts";
import { messageSummary } from "./message.ts";
import { pageOf, pageQuery } from "./page.ts";

export const runStatuses = ["pending", "running", "completed", "failed", "stopped"] as const;

/** How runs are to a block: `entered` is any of the others, now or before. */
export const blockStates = ["waiting", "done", "failed", "entered"] as const;

/**
 * What runs are filtered by, in a query or in a body.
 * @param kinds of numbers and truths, which a query has as texts
 */
export function runFilter<Whole extends z.ZodType, Truth extends z.ZodType>(kinds: {
  number: Whole;
  truth: Truth;
}) {
  return {
    workflowId: id.optional(),
    version: kinds.number.optional().meta({
      description: "Runs of this version of the workflow: needs workflowId",
    }),
    contactId: id.optional(),
    status: z.enum(runStatuses).optional(),
    test: kinds.truth.optional().meta({ description: "Only test launches, or only real runs" }),
    paused: kinds.truth.optional().meta({ description: "Only paused runs, or only others" }),
    blockId: z.string().min(1).max(64).optional().meta({
      description: "Runs that came by this block of the workflow: needs workflowId",
    }),
    blockState: z.enum(blockStates).optional().meta({
      description:
        "With blockId. waiting: at it now; done: left it; failed: failed at it; entered (default): any",
    }),
    from: instant.optional().meta({ description: "Created at or after" }),
    to: instant.optional().meta({ description: "Created before" }),
    typeKey: z.string().max(100).optional().meta({ description: "The key of its event's type" }),
    search: contactSearch("The beginning of its event's key. "),
  };
}

interface OfWorkflow {
  workflowId?: string | undefined;
  version?: number | undefined;
  blockId?: string | undefined;
  blockState?: string | undefined;
}

/** A version and a block are a workflow's, and a state is a block's: each needs the other. */
export function namesWhose<Schema extends z.ZodType<OfWorkflow>>(schema: Schema): Schema {
  return schema
    .refine(({ blockId, workflowId }) => blockId === undefined || workflowId !== undefined, {
      path: ["workflowId"],
      message: "blockId needs workflowId: whose block it is",
    })
    .refine(({ version, workflowId }) => version === undefined || workflowId !== undefined, {
      path: ["workflowId"],
      message: "version needs workflowId: whose version it is",
    })
    .refine(({ blockState, blockId }) => blockState === undefined || blockId !== undefined, {
      path: ["blockId"],
      message: "blockState needs blockId: the block it is about",
    });
}

export const runsQuery = namesWhose(
  pageQuery.extend(runFilter({ number: wholeNumberIn(1), truth })),
).meta({ id: "RunsQuery" });

const waitsAt = z
  .strictObject({
    blockId: z.string(),
    name: z.string().nullable().meta({ description: "As its author calls the block" }),
    kind: z.string(),
    until: z.date(),
  })
  .meta({ id: "RunWait" });

export const runSummary = z
  .strictObject({
    id: z.guid(),
    workflow: z.strictObject({ id: z.guid(), name: z.string() }),
    version: int4(0).meta({ description: "0: a draft, of a test launch" }),
    test: z.boolean().meta({ description: "A test launch: counted nowhere" }),
    status: z.enum(runStatuses).meta({ description: "pending: not yet handed to Temporal" }),
    contactId: z.guid(),
    contactName,
    event: z.strictObject({ id: z.guid(), typeKey: z.string().nullable(), key: z.string() }),
    createdAt: z.date(),
    startedAt: z.date().nullable(),
    endedAt: z.date().nullable(),
    error: z.unknown().meta({ description: "Of a failed run: where and why; null otherwise" }),
    pausedAt: z
      .date()
      .nullable()
      .meta({ description: "Since when it begins no further block; null: it is not paused" }),
    waitsAt: waitsAt.nullable().meta({ description: "The wait that it is at now" }),
  })
  .meta({ id: "RunSummary" });

const visit = z
  .strictObject({
    blockId: z.string(),
    name: z.string().nullable().meta({ description: "As its author calls the block" }),
    kind: z.string(),
    visit: int4(1).meta({ description: "1 for the first time that the run came by" }),
    branch: z.string(),
    note: z.string().meta({ description: "What happened, in a sentence" }),
    outcome: z.record(z.string(), z.unknown()),
    until: z.date().nullable().meta({ description: "Of a wait: when it ends" }),
    startedAt: z.date(),
    endedAt: z.date().nullable().meta({ description: "Null: it is there now" }),
  })
  .meta({ id: "BlockVisit" });

const stop = z
  .strictObject({
    by: z.enum(["event", "hand", "rule", "workflow"]).meta({
      description: "workflow: it was paused, archived or published, and its runs were to stop",
    }),
    eventId: z.guid().nullable(),
    reason: z.string().nullable(),
    requestedAt: z.date(),
    state: z.enum(["pending", "delivered", "obsolete"]).meta({
      description: "obsolete: the run had ended by itself",
    }),
  })
  .meta({ id: "RunStop" });

const retry = z
  .strictObject({
    number: int4(1),
    at: z.date(),
    from: z.enum(retryOrigins),
    error: z.unknown().meta({ description: "What it had failed with: where and why" }),
    failedAt: z.date().nullable(),
    fromVersion: int4(0).nullable().meta({ description: "Null: it went on in its own version" }),
    toVersion: int4(1).nullable().meta({ description: "The version that it went on in then" }),
    visits: z.array(visit).meta({
      description: "Of a retry from the start: the way that it had gone before",
    }),
  })
  .meta({ id: "RunRetry" });

const move = z
  .strictObject({
    fromVersion: int4(0),
    toVersion: int4(0),
    blockId: z.string().nullable().meta({ description: "Where it was; null: it had not begun" }),
    toBlock: z.string().nullable().meta({ description: "Where it went on; null: at the start" }),
    at: z.date(),
    bulkActionId: z.guid(),
  })
  .meta({ id: "RunMove" });

const currentVersion = z
  .strictObject({
    number: int4(1),
    hasFailedBlock: z.boolean().meta({
      description: "Whether it has the block that failed: a retry can go on there",
    }),
  })
  .meta({ id: "CurrentVersion" });

export const runDetails = runSummary
  .extend({
    versionId: z.guid(),
    pausedBefore: z.string().nullable().meta({
      description: "Of a paused run: the block before which it stands, if it has come to one",
    }),
    definition: definitionSchema.meta({
      description: "Of the version it runs, as published; of a test launch maybe the draft of then",
    }),
    summaries: z.record(z.string(), z.string()).meta({
      description: "What each block does, in a line, by its id",
    }),
    at: z.string().nullable().meta({
      description:
        "The block it is at, waiting there or trying it; of a failed run, where it failed",
    }),
    currentVersion: currentVersion.nullable().meta({
      description: "Of a failed run: the version that is published now; null: it is in that one",
    }),
    retries: z.array(retry).meta({ description: "The times that it went on after failing" }),
    bindingId: z.guid().nullable().meta({
      description: "Null: started by another run, or a test launch",
    }),
    orderId: z.string().nullable().meta({ description: "The external id of the run's order" }),
    visits: z.array(visit),
    messages: z.array(messageSummary),
    stops: z.array(stop),
    moves: z.array(move).meta({ description: "The times that it was moved to another version" }),
    stopReason: z.string().nullable().meta({ description: "Why it was stopped, by no event" }),
    dispatchError: z
      .string()
      .nullable()
      .meta({ description: "Why it could not be handed over yet" }),
    temporalId: z.string(),
    temporalUrl: z.string().nullable().meta({ description: "Its page in Temporal's Web UI" }),
  })
  .meta({ id: "RunDetails" });

export const runPage = pageOf(runSummary).meta({ id: "RunPage" });

export type RunsQuery = z.output<typeof runsQuery>;
export type RunSummary = z.input<typeof runSummary>;
export type CurrentVersion = z.input<typeof currentVersion>;
export type RunDetails = z.input<typeof runDetails>;
