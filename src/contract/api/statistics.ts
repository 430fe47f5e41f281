import { z } from "zod";
import { count, int4, wholeNumberIn } from "../integers.ts";
import { instant } from "./fields.ts";

export const statisticsQuery = z
  .strictObject({
    from: instant.optional().meta({ description: "Runs created at or after; 30 days before `to`" }),
    to: instant.optional().meta({ description: "Runs created before; now" }),
    version: wholeNumberIn(1).optional().meta({
      description: "Runs of this version only; without it, of all, by the ids of their blocks",
    }),
  })
  .meta({ id: "FiguresQuery" });

const blockStatistics = z
  .strictObject({
    blockId: z.string(),
    entered: count.meta({ description: "Runs that came to it" }),
    waiting: count.meta({ description: "Runs that are at it now" }),
    done: count.meta({ description: "Runs that left it, at least once" }),
    failed: count.meta({ description: "Runs that failed at it, and have not gone on" }),
  })
  .meta({ id: "BlockFigures" });

const edgeStatistics = z
  .strictObject({
    from: z.string().meta({ description: "The block" }),
    branch: z.string(),
    count: count.meta({ description: "Runs that left the block by this branch" }),
  })
  .meta({ id: "EdgeFigures" });

const messageStatistics = z
  .strictObject({
    blockId: z.string(),
    queued: count.meta({ description: "Not taken by a server yet" }),
    sent: count.meta({ description: "Taken by a server: as far as delivery can be known" }),
    delivered: count.meta({ description: "As far as providers report it" }),
    bounced: count.meta({ description: "Reported as not delivered, and not as delivered" }),
    opened: count.meta({ description: "As far as a picture or a click can tell" }),
    clicked: count,
    failed: count.meta({ description: "Refused, or given up" }),
    unknown: count.meta({ description: "Nobody knows whether the server took it" }),
    skipped: count.meta({ description: "Not to be sent: no address, unsubscribed" }),
  })
  .meta({ id: "MessageFigures" });

export const statisticsAnswer = z
  .strictObject({
    from: z.date(),
    to: z.date(),
    version: int4(1).nullable().meta({ description: "Null: all" }),
    runs: z.strictObject({
      total: count,
      pending: count,
      running: count,
      completed: count,
      failed: count,
      stopped: count,
    }),
    blocks: z.array(blockStatistics).meta({ description: "Those that any run came to" }),
    edges: z.array(edgeStatistics),
    messages: z.array(messageStatistics).meta({ description: "Of blocks that send" }),
  })
  .meta({ id: "WorkflowFigures" });

export type StatisticsQuery = z.output<typeof statisticsQuery>;
export type StatisticsAnswer = z.input<typeof statisticsAnswer>;
