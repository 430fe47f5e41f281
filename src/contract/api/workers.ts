import { z } from "zod";
import { workerProblemKinds } from "../../domain/worker-problems.ts";
import { count } from "../integers.ts";

const purpose = z.enum(["runs", "fanOuts", "broadcasts", "webhooks", "messages"]);
const seconds = z.number().min(0);

const slots = z.strictObject({ used: count, most: count });
const lane = z.strictObject({ threads: count, atWork: count, waiting: count });
const standing = {
  host: z.string(),
  pid: count,
  node: z.string().meta({ description: "The version of Node.js" }),
  draining: z
    .boolean()
    .meta({ description: "It was asked to end, and finishes what it has begun" }),
  memoryBytes: count,
  rendering: z
    .strictObject({ quick: lane, slow: lane })
    .nullable()
    .meta({ description: "Threads for content; null where others tell of them" }),
};
const queueStanding = z.strictObject({
  taskQueue: z.string(),
  workflowTasks: slots.nullable().meta({ description: "Steps of runs; null: it carries no runs" }),
  cachedRuns: slots.nullable().meta({ description: "Runs that are kept in memory" }),
  activities: slots,
  localActivities: slots.nullable().meta({ description: "Beside their runs" }),
});

const api = z.strictObject({
  name: z.string(),
  identity: z.string(),
  version: z.string(),
  build: z.string(),
  startedAt: z.date(),
  lastSeenAt: z.date(),
  alive: z.boolean(),
  standing: z.strictObject(standing),
});

const worker = z.strictObject({
  name: z.string().meta({ description: "Made from its identity: it says nothing of its host" }),
  identity: z.string().meta({ description: "What Temporal knows it by: its host and process id" }),
  version: z.string().nullable().meta({ description: "Null: a release that does not say" }),
  build: z.string().nullable().meta({ description: "Of the code that runs take their way by" }),
  startedAt: z.date(),
  lastSeenAt: z.date(),
  alive: z
    .boolean()
    .meta({ description: "It has given a sign of life within the last 20 seconds" }),
  standing: z
    .strictObject({
      ...standing,
      queues: z.array(queueStanding),
      heeds: z
        .array(z.string())
        .optional()
        .meta({ description: "What workers of earlier releases know nothing of" }),
    })
    .nullable()
    .meta({
      description: "As it said with its last sign of life; null: a release that does not say",
    }),
});

const queue = z.strictObject({
  taskQueue: z.string(),
  purpose: purpose.meta({ description: "What waits in it" }),
  channel: z.string().nullable().meta({ description: "Of messages: the channel" }),
  channelName: z.string().nullable(),
  pollers: z
    .array(z.strictObject({ identity: z.string(), name: z.string(), lastSeenAt: z.date() }))
    .meta({ description: "Who has asked for work within the last 90 seconds" }),
  backlog: count.meta({ description: "How many tasks wait, roughly" }),
  backlogSeconds: seconds.meta({ description: "For how long the oldest has waited, roughly" }),
});

export const workersAnswer = z
  .strictObject({
    workers: z.array(worker).meta({
      description: "Those of the last day that did not end in order, the oldest first",
    }),
    apis: z.array(api).meta({ description: "The same of APIs" }),
    dispatcher: z
      .strictObject({ pending: count, oldestSeconds: seconds })
      .meta({ description: "Runs that are committed and not yet handed to Temporal" }),
    temporal: z.strictObject({
      address: z.string(),
      namespace: z.string(),
      reachable: z.boolean(),
      why: z.string().nullable().meta({ description: "Why not; null where it answers" }),
    }),
    queues: z
      .array(queue)
      .nullable()
      .meta({ description: "Null where Temporal does not answer: nothing is known of them" }),
    problems: z
      .array(
        z.strictObject({
          kind: z.enum(workerProblemKinds),
          taskQueue: z.string().nullable(),
          purpose: purpose.nullable(),
          channel: z.string().nullable(),
          count,
          seconds,
        }),
      )
      .meta({ description: "What is wrong, the worst first" }),
  })
  .meta({ id: "Workers" });

export type WorkersAnswer = z.input<typeof workersAnswer>;
