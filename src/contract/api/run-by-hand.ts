import { z } from "zod";
import { sayRun } from "../../domain/sentences/run-sentences.ts";
import { retryOrigins } from "../retry-origins.ts";
import { int4 } from "../integers.ts";
import { title } from "./fields.ts";

/** What a person asks of one run; each is done once, however often it is asked. */
const outcome = z.enum(["requested", "requested_before"]);

export const stopRunBody = z
  .strictObject({ reason: title(500).default(sayRun("stoppedByHand")) })
  .meta({ id: "StopRun" });

export const stopRunAnswer = z
  .strictObject({
    outcome: outcome.meta({ description: "The run ends after the block that is in progress" }),
  })
  .meta({ id: "StopRunAnswer" });

export const skipWaitBody = z
  .strictObject({
    blockId: z.string().min(1).max(64).optional().meta({
      description: "Skip this visit's wait only; 409 when the run has gone on",
    }),
    visit: int4(1).optional().meta({ description: "With `blockId`: which visit of it" }),
  })
  .refine((body) => (body.blockId === undefined) === (body.visit === undefined), {
    path: ["visit"],
    message: "blockId and visit go together: the visit whose wait is to be skipped",
  })
  .meta({ id: "SkipWait" });

export const skipWaitAnswer = z
  .strictObject({
    outcome: outcome.meta({ description: "requested_before: this wait is skipped already" }),
    blockId: z.string(),
    visit: int4(1),
    branch: z.string().meta({ description: "The way by which the run goes on" }),
    meaning: z.string().meta({ description: "In words, for a person" }),
  })
  .meta({ id: "SkipWaitAnswer" });

/** In which version a failed run goes on. */
export const toVersion = z
  .union([z.literal("current"), int4(1)], { error: 'must be "current" or the number of a version' })
  .optional()
  .meta({
    description:
      "In which version it goes on: `current`, the one that is published then, or a number; by " +
      "default the one it is in. With `from: failedBlock` the version needs the block, of the same kind",
  });

export const retryRunBody = z
  .strictObject({
    from: z
      .enum(retryOrigins)
      .default("failedBlock")
      .meta({
        description:
          "failedBlock: the block that failed is tried again, and what was done before stays done. " +
          "start: every block decides anew; messages that were sent are not sent again",
      }),
    toVersion,
  })
  .meta({ id: "RetryRun" });

export const retryRunAnswer = z
  .strictObject({
    outcome: outcome.meta({ description: "requested_before: it is on its way already" }),
    retry: int4(1).meta({ description: "Which retry of the run it is, from 1" }),
    version: int4(0).meta({ description: "In which it goes on; 0: a draft, of a test launch" }),
  })
  .meta({ id: "RetryRunAnswer" });

export type SkipWaitBody = z.output<typeof skipWaitBody>;
export type SkipWaitAnswer = z.input<typeof skipWaitAnswer>;
export type ToVersion = NonNullable<z.output<typeof toVersion>>;
export type RetryRunAnswer = z.input<typeof retryRunAnswer>;
