import { z } from "zod";

/** How fast a key may send: on average, and how much at once after a pause. */
export const rateLimit = z
  .strictObject({
    eventsPerSecond: z.int().min(1).max(100_000).meta({ description: "On average" }),
    burst: z.int().min(1).max(1_000_000).meta({ description: "How many at once, after a pause" }),
  })
  .meta({ id: "RateLimit" });

export type RateLimit = z.output<typeof rateLimit>;
