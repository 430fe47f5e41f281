import { z } from "zod";
import { cronFields } from "./cron.ts";

/** The least and the most, of two scores: as a list, since documents of OpenAPI have no pairs. */
const scores = z
  .array(z.int().min(1).max(5))
  .length(2, "has two scores: the least and the most")
  .refine(([least = 1, most = 5]) => least <= most, "begins with the lower score");

/** Four bounds between the five scores, or the fifths of those who have bought. */
const bounds = (what: string) =>
  z
    .union([
      z.literal("quantiles"),
      z
        .array(z.number().positive())
        .length(4, "has four bounds, between the five scores")
        .refine((list) => list.every((bound, i) => i === 0 || bound > (list[i - 1] ?? 0)), "rises"),
    ])
    .meta({ description: what });

const rfmClass = z.strictObject({
  name: z.string().trim().min(1).max(60),
  recency: scores,
  frequency: scores.default([1, 5]),
  monetary: scores.default([1, 5]),
});

/** How contacts are classed by what they have bought. A class takes the first that fits. */
export const rfmSettings = z.strictObject({
  enabled: z
    .boolean()
    .default(false)
    .meta({ description: "Whether it is computed by the schedule" }),
  cron: z
    .string()
    .refine((text) => cronFields(text) === null, "has five fields, such as 0 4 * * *")
    .default("0 4 * * *")
    .meta({ description: "When, in the workspace's time zone" }),
  statuses: z
    .array(z.string().min(1))
    .min(1)
    .default(["DELIVERED"])
    .meta({ description: "Orders in these statuses count" }),
  recency: bounds("Days since the last order: below the first bound is a 5").default([
    30, 90, 180, 365,
  ]),
  frequency: bounds("Orders: from the last bound on is a 5").default([2, 3, 5, 10]),
  monetary: bounds("What all orders cost together: from the last bound on is a 5").default(
    "quantiles",
  ),
  reactions: z.boolean().default(false).meta({
    description: "Whether opens and clicks are the recency of those who have bought nothing",
  }),
  classes: z
    .array(rfmClass)
    .min(1)
    .max(30)
    .default([
      { name: "champions", recency: [5, 5], frequency: [4, 5], monetary: [1, 5] },
      { name: "loyal", recency: [3, 4], frequency: [4, 5], monetary: [1, 5] },
      { name: "active", recency: [4, 5], frequency: [2, 3], monetary: [1, 5] },
      { name: "new", recency: [5, 5], frequency: [1, 1], monetary: [1, 5] },
      { name: "promising", recency: [4, 4], frequency: [1, 1], monetary: [1, 5] },
      { name: "needsAttention", recency: [3, 3], frequency: [3, 3], monetary: [1, 5] },
      { name: "aboutToSleep", recency: [3, 3], frequency: [1, 2], monetary: [1, 5] },
      { name: "atRisk", recency: [2, 2], frequency: [4, 5], monetary: [1, 5] },
      { name: "passive", recency: [2, 2], frequency: [1, 3], monetary: [1, 5] },
      { name: "cantLose", recency: [1, 1], frequency: [4, 5], monetary: [1, 5] },
      { name: "lost", recency: [1, 1], frequency: [1, 3], monetary: [1, 5] },
    ]),
});

export type RfmSettings = z.infer<typeof rfmSettings>;

/** Who fits none of the classes. */
const otherClass = "other";

export interface RfmCell {
  recency: number;
  frequency: number;
  monetary: number;
  class: string;
}

/** The class of each of the 125 possible scores. */
export function rfmGrid(classes: RfmSettings["classes"]): RfmCell[] {
  const five = [1, 2, 3, 4, 5];
  const fits = ([least = 1, most = 5]: readonly number[], score: number): boolean =>
    score >= least && score <= most;
  return five.flatMap((recency) =>
    five.flatMap((frequency) =>
      five.map((monetary) => {
        const found = classes.find(
          (each) =>
            fits(each.recency, recency) &&
            fits(each.frequency, frequency) &&
            fits(each.monetary, monetary),
        );
        return { recency, frequency, monetary, class: found?.name ?? otherClass };
      }),
    ),
  );
}
