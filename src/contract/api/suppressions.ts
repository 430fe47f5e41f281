import { z } from "zod";
import { channelNames } from "../../channels/registry.ts";
import { suppressionReasons, suppressionScopes } from "../../domain/suppression.ts";
import { count } from "../integers.ts";
import { instant } from "./fields.ts";
import { pageQuery } from "./page.ts";

const channel = z.enum(channelNames);
const reason = z.enum(suppressionReasons);
const scope = z.enum(suppressionScopes).meta({
  description:
    "What it keeps away: `all` messages, or all but transactional ones (`marketing`). By itself, a " +
    "complaint keeps marketing away, every other reason all",
});

export const suppressionQuery = pageQuery
  .extend({
    channel: channel.optional(),
    reason: reason.optional(),
    search: z.string().trim().max(200).optional().meta({ description: "A part of the address" }),
  })
  .meta({ id: "SuppressionQuery" });
export type SuppressionQuery = z.output<typeof suppressionQuery>;

export const suppression = z
  .strictObject({
    id: z.guid(),
    channel: z.string(),
    address: z.string().nullable().meta({
      description:
        "Null: its contact was erased, and only a hash of it is left, which goes on working",
    }),
    reason,
    scope,
    code: z.string().nullable().meta({ description: "The provider's, such as 550 or 5.1.1" }),
    words: z.string().nullable().meta({ description: "The provider's words, or the note by hand" }),
    messageId: z.guid().nullable().meta({ description: "The message that it came from" }),
    at: z.date(),
    until: z.date().nullable().meta({ description: "Null: until it is lifted" }),
  })
  .meta({ id: "Suppression" });

const given = {
  address: z.string().trim().min(1).max(2_600),
  reason: reason.default("manual"),
  scope: scope.optional(),
  note: z.string().trim().max(2_000).optional().meta({ description: "Why, in words" }),
  until: instant.optional().meta({ description: "Left out: until it is lifted" }),
};

const givenOf = z.strictObject(given);
export type NewSuppressionGiven = z.output<typeof givenOf>;

export const newSuppression = z.strictObject({ channel, ...given }).meta({ id: "NewSuppression" });

const maxImported = 10_000;

export const suppressionImport = z
  .strictObject({
    channel,
    suppressions: z
      .array(z.union([z.string().trim().min(1).max(2_600), givenOf]))
      .max(maxImported)
      .optional()
      .meta({
        description: `Addresses, or addresses with what is known of them; at most ${maxImported}`,
      }),
    csv: z
      .string()
      .max(1_000_000)
      .optional()
      .meta({
        description:
          "A CSV file's text in their place: with a row of names (`address`, and, if you like, `reason` " +
          "and `note`), or just an address in the first column of each row",
        example: "address,reason\nada@example.com,hard_bounce",
      }),
  })
  .refine(({ suppressions, csv }) => (suppressions === undefined) !== (csv === undefined), {
    message: "must have either `suppressions` or `csv`",
  })
  .meta({ id: "SuppressionImport" });

export const suppressionsImported = z
  .strictObject({
    added: count,
    repeated: count.meta({ description: "Were suppressed already, or stood in the list twice" }),
    refused: z
      .array(
        z.strictObject({
          position: count.meta({ description: "In the list, or of the row in the file; from 1" }),
          reason: z.string(),
        }),
      )
      .meta({ description: "What could not be taken, the first 100 of them" }),
    refusedCount: count,
  })
  .meta({ id: "SuppressionsImported" });
