import { z } from "zod";
import { channelNames } from "../../channels/registry.ts";
import { count } from "../integers.ts";

export const instanceAnswer = z
  .strictObject({
    version: z.string(),
    publicUrl: z.string(),
    temporalUi: z.string().nullable().meta({ description: "Null: nobody has said where it is" }),
    channels: z.array(
      z.strictObject({
        channel: z.enum(channelNames),
        name: z.string(),
        available: z.boolean(),
        why: z.string().nullable().meta({ description: "Why not; null where it is available" }),
      }),
    ),
    inboxInUse: z.boolean().meta({
      description: "Mail goes to the built-in inbox: no SMTP server is set, and nobody gets it",
    }),
    temporalAhead: z
      .strictObject({ since: z.iso.datetime(), ended: count, unknown: count, words: z.string() })
      .nullable()
      .meta({
        description:
          "Temporal knows more than Postgres, which was restored to an earlier time, it seems: since when " +
          "that is known, how many runs had ended there and not here, how many are not known here. Null: no",
      }),
    today: z
      .strictObject({ events: count, runs: count, mostCounted: count })
      .meta({ description: "Since midnight UTC; a count that is mostCounted reads: or more" }),
  })
  .meta({ id: "Instance" });

export type Instance = z.input<typeof instanceAnswer>;
