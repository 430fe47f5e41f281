import { z } from "zod";
import { int4 } from "./integers.ts";
import { createBindingBody } from "./api/binding.ts";
import { eventTypeKey } from "./api/event.ts";
import { partialBody, partialParams } from "./api/template.ts";
import { newTopic } from "./api/topics.ts";
import { goalBody } from "./api/goal.ts";
import { holdoutChange } from "./api/holdout.ts";
import { stopRules } from "./api/stop-rules.ts";
import { instant, title } from "./api/fields.ts";
import { campaignDefinition } from "./definition.ts";
import { eventCategoryValues } from "./event-categories.ts";
import { AppError } from "./errors.ts";
import { jsonSyntaxError } from "./json-position.ts";
import { parse } from "./parse.ts";

export const campaignSegment = z.union(
  [
    title(200),
    z.strictObject({
      name: title(200),
      rule: z
        .unknown()
        .refine((rule): boolean => rule !== undefined && rule !== null, "is missing"),
    }),
  ],
  { error: "must be a name, or an object with a name and a rule" },
);

export const campaignSchema = z
  .strictObject({
    title: title(200).optional(),
    $comment: z.string().max(10_000).optional().meta({ description: "What it is for, for people" }),
    warnings: z
      .array(z.string())
      .default([])
      .meta({ description: "What could not travel along; nothing that loads it reads them" }),
    eventTypes: z
      .array(
        z.strictObject({
          key: eventTypeKey,
          name: title(200),
          description: z.string().max(2_000).default(""),
          category: z.enum(eventCategoryValues).default("other"),
        }),
      )
      .default([]),
    segments: z.array(campaignSegment).default([]).meta({
      description: "By name, or with the rule that finds their members",
    }),
    topics: z.array(newTopic).default([]),
    promoPools: z
      .array(
        z.strictObject({
          name: title(200),
          codes: z.array(z.string().trim().min(1).max(100)).max(10_000).default([]),
          lowStock: int4(0).default(0),
        }),
      )
      .default([]),
    partials: z.array(z.strictObject({ ...partialParams.shape, ...partialBody.shape })).default([]),
    contacts: z
      .array(
        z.strictObject({
          email: z.email().transform((value) => value.toLowerCase()),
          firstName: z.string().max(200).optional(),
          lastName: z.string().max(200).optional(),
        }),
      )
      .default([]),
    orders: z
      .array(
        z.strictObject({
          externalId: z.string().min(1).max(300),
          email: z.email().transform((value) => value.toLowerCase()),
          status: z.string().min(1).max(100),
          totalCost: z.number().min(0).max(1e11),
          currency: z.string().length(3),
          date: instant,
          items: z.array(z.record(z.string(), z.unknown())).default([]),
          details: z.record(z.string(), z.unknown()).default({}),
        }),
      )
      .default([]),
    workflows: z.array(
      z.strictObject({
        name: title(200),
        tags: z.array(title(50)).default([]),
        definition: campaignDefinition,
        bindings: z.array(createBindingBody),
        stopRules: stopRules.default([]),
        holdout: holdoutChange.optional(),
        goal: goalBody.optional(),
        activate: z.boolean().default(false),
      }),
    ),
  })
  .meta({
    id: "Campaign",
    description: "Workflows with all they need, as GET /workflows/{id}/export gives them",
  });

/** Everything that a campaign needs, in one file: what examples/ holds. */
export type Campaign = z.output<typeof campaignSchema>;

/**
 * @param name what the text is called in faults: its file's name
 * @throws AppError `invalid` with the place where it stops being JSON, or every fault and its path
 */
export function parseCampaign(json: string, name = "the campaign"): Campaign {
  const fault = jsonSyntaxError(json);
  if (fault !== null) {
    const { line, column } = fault;
    throw new AppError("invalid", `${name} is not JSON: line ${line}, column ${column}`);
  }
  return parse(campaignSchema, JSON.parse(json), name);
}
