import { z } from "zod";
import { channelNames } from "../../domain/channels.ts";
import { count } from "../integers.ts";

export const instanceAnswer = z
  .strictObject({
    version: z.string(),
    publicUrl: z.string(),
    temporalUi: z.string().nullable().meta({ description: "Null: nobody has said where it is" }),
    channels: z.array(
      z.strictObject({
        channel: z.enum(Object.keys(channelNames) as [keyof typeof channelNames]),
        name: z.string(),
        available: z.boolean(),
        why: z.string().nullable().meta({ description: "Why not; null where it is available" }),
      }),
    ),
    inboxInUse: z.boolean().meta({
      description: "Mail goes to the built-in inbox: no SMTP server is set, and nobody gets it",
    }),
    today: z
      .strictObject({ events: count, runs: count, mostCounted: count })
      .meta({ description: "Since midnight UTC; a count that is mostCounted reads: or more" }),
  })
  .meta({ id: "Instance" });

export type Instance = z.input<typeof instanceAnswer>;
