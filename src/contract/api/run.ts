import { z } from "zod";
import { id, title, truth } from "./fields.ts";
import { messageSummary } from "./message.ts";
import { pageOf, pageQuery } from "./page.ts";

export const runStatuses = ["pending", "running", "completed", "failed", "stopped"] as const;

export const runsQuery = pageQuery
  .extend({
    workflowId: id.optional(),
    contactId: id.optional(),
    status: z.enum(runStatuses).optional(),
    test: truth.optional().meta({ description: "Only test launches, or only real runs" }),
  })
  .meta({ id: "RunsQuery" });

export const runSummary = z
  .strictObject({
    id: z.guid(),
    workflow: z.strictObject({ id: z.guid(), name: z.string() }),
    version: z.int().meta({ description: "0: a draft, of a test launch" }),
    test: z.boolean().meta({ description: "A test launch: counted nowhere" }),
    status: z.enum(runStatuses).meta({ description: "pending: not yet handed to Temporal" }),
    contactId: z.guid(),
    event: z.strictObject({ id: z.guid(), typeKey: z.string().nullable(), key: z.string() }),
    createdAt: z.date(),
    startedAt: z.date().nullable(),
    endedAt: z.date().nullable(),
    error: z.unknown().meta({ description: "Of a failed run: where and why; null otherwise" }),
  })
  .meta({ id: "RunSummary" });

const visit = z
  .strictObject({
    blockId: z.string(),
    name: z.string().nullable().meta({ description: "As its author calls the block" }),
    kind: z.string(),
    visit: z.int().meta({ description: "1 for the first time that the run came by" }),
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

export const runDetails = runSummary
  .extend({
    versionId: z.guid(),
    bindingId: z.guid().nullable().meta({
      description: "Null: started by another run, or a test launch",
    }),
    orderId: z.string().nullable().meta({ description: "The external id of the run's order" }),
    visits: z.array(visit),
    messages: z.array(messageSummary),
    stops: z.array(stop),
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

export const stopRunBody = z
  .strictObject({ reason: title(500).default("Stopped by hand") })
  .meta({ id: "StopRun" });

export const stopRunAnswer = z
  .strictObject({
    outcome: z.enum(["requested", "requested_before"]).meta({
      description: "The run ends after the block that is under way",
    }),
  })
  .meta({ id: "StopRunAnswer" });

export type RunsQuery = z.output<typeof runsQuery>;
export type RunSummary = z.input<typeof runSummary>;
export type RunDetails = z.input<typeof runDetails>;
