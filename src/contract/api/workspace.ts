import { z } from "zod";
import { touchKinds, touchOrders } from "../../domain/attribution.ts";
import { isTimeZone } from "../../domain/frequency.ts";
import { holdoutPercent } from "./holdout.ts";
import { canonicalLanguage } from "../../domain/language-tag.ts";

const timeZone = z
  .string()
  .trim()
  .refine(isTimeZone, "must be an IANA time zone such as Europe/Berlin")
  .meta({
    description: "Of contacts without a time zone, and of dates and times that name nobody",
    example: "Europe/Kyiv",
  });

const language = z
  .string()
  .trim()
  .max(100)
  .transform((tag, context) => {
    const canonical = canonicalLanguage(tag);
    if (canonical !== null) return canonical;
    context.addIssue({ code: "custom", message: "must be a language tag such as uk or pt-BR" });
    return z.NEVER;
  })
  .nullable()
  .meta({
    description: "Of contacts without a language; null: messages take their own default",
    example: "uk",
  });

const ignoredIds = z
  .array(z.string().trim().min(1).max(300))
  .max(500)
  .transform((ids) => [...new Set(ids)])
  .meta({
    description:
      "Ids and addresses that name nobody, beside those that never do, such as undefined: whoever " +
      "sends one is not found by it. Compared without regard to case",
    example: ["walk-in", "pos-terminal-1"],
  });

const controlGroup = holdoutPercent.meta({
  description:
    "Of a hundred contacts, how many get no marketing at all: workflows that hold out the workspace's " +
    "control group start nothing for them. Drawn once, as a workflow's own holdout",
  example: 2.5,
});

const attribution = z.strictObject({ which: z.enum(touchOrders), by: z.enum(touchKinds) }).meta({
  id: "TouchRule",
  description:
    "Which message an event that reaches a goal is put down to, over all workflows: the last or the " +
    "first that was sent, opened or clicked before it",
});

export const workspaceChange = z
  .strictObject({ timeZone, language, ignoredIds, holdoutPercent: controlGroup, attribution })
  .partial()
  .meta({ id: "WorkspaceChange" });

export const workspace = z
  .strictObject({
    timeZone: z.string(),
    language: z.string().nullable(),
    ignoredIds: z.array(z.string()),
    holdoutPercent: z.number(),
    holdoutSince: z.iso.datetime().nullable().meta({
      description: "Since when contacts are drawn as they are; null: nobody was ever held out",
    }),
    attribution,
  })
  .meta({ id: "Workspace" });
