import { z } from "zod";
import { orderStatuses } from "../../domain/order-status.ts";
import { segmentName } from "./start-for-members.ts";

const stopRule = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("segment"),
      segment: segmentName,
      when: z.enum(["enters", "leaves"]).meta({
        description: "enters: members' runs end; leaves: those of everybody else",
      }),
    }),
    z.strictObject({
      kind: z.literal("order"),
      statuses: z
        .array(z.enum(orderStatuses))
        .min(1)
        .overwrite((list) => [...new Set(list)])
        .meta({ description: "Reached by an order of the contact since the run began" }),
    }),
  ])
  .meta({
    id: "StopRule",
    description:
      "Ends runs early, beside stop events: looked at when a run begins and after each wait, and at once while it waits",
  });

export const stopRules = z.array(stopRule).max(20);
