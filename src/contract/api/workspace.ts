import { z } from "zod";
import { touchKinds, touchOrders } from "../../domain/attribution.ts";
import { isTimeZone } from "../../domain/frequency.ts";
import { holdoutPercent } from "./holdout.ts";
import { count } from "../integers.ts";
import { faultOf, pageWordKeys } from "../../domain/page-words/page-words.ts";
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

const softBounces = z
  .strictObject({
    messages: z.int().min(0).max(1_000).meta({ description: "0: never" }),
    days: z.int().min(1).max(180),
  })
  .meta({
    description:
      "An address is suppressed when so many messages to it have bounced for now, in so many days, " +
      "and none has arrived since",
    example: { messages: 5, days: 30 },
  });

const confirmationDays = z
  .int()
  .min(1)
  .max(90)
  .meta({ description: "For how long a subscription with double opt-in may be confirmed" });

const cartAbandonedMinutes = z
  .int()
  .min(1)
  .max(43_200)
  .meta({
    description:
      "Minutes without a change or an order after which a cart with items counts as abandoned, at most " +
      "30 days",
  });

const ownWords = z
  .partialRecord(z.enum(pageWordKeys), z.string().trim().min(1).max(2_000))
  .superRefine((words, context) => {
    for (const key of pageWordKeys) {
      const fault = words[key] === undefined ? null : faultOf(key, words[key]);
      if (fault !== null) context.addIssue({ code: "custom", path: [key], message: fault });
    }
  });

const brand = z
  .strictObject({
    name: z.string().trim().min(1).max(200).nullable(),
    color: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i, "must be a colour such as #0f766e")
      .nullable(),
    logoUrl: z
      .url({ protocol: /^https$/ })
      .max(2_000)
      .nullable(),
    texts: z
      .record(
        z
          .string()
          .max(35)
          .refine(
            (tag) => canonicalLanguage(tag) !== null,
            "must be a language tag such as uk or pt-BR",
          ),
        ownWords,
      )
      .meta({
        description:
          "Words of these pages by language, such as en or de, in place of the built-in ones in English and " +
          "Ukrainian. Pages are in another language when all of their words are here; the title and the " +
          "introduction of the preference page stand alone, too",
      }),
  })
  .meta({ id: "Brand", description: "How pages look that contacts see" });

export const workspaceChange = z
  .strictObject({
    timeZone,
    language,
    ignoredIds,
    holdoutPercent: controlGroup,
    attribution,
    softBounces,
    confirmationDays,
    cartAbandonedMinutes,
    brand,
  })
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
    softBounces: z.strictObject({ messages: count, days: count }),
    confirmationDays: count,
    cartAbandonedMinutes: count,
    brand: z.strictObject({
      name: z.string().nullable(),
      color: z.string().nullable(),
      logoUrl: z.string().nullable(),
      texts: z.record(z.string(), z.partialRecord(z.enum(pageWordKeys), z.string())),
    }),
  })
  .meta({ id: "Workspace" });
