import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { defineBlock } from "./block.ts";

const units = { minutes: 525_600, hours: 87_600, days: 3_650, weeks: 520, months: 120 } as const;
type Unit = keyof typeof units;

const schema = z
  .strictObject({
    amount: z.int().min(1),
    unit: z.enum(Object.keys(units) as [Unit, ...Unit[]]),
  })
  .superRefine((config, check) => {
    const most = units[config.unit];
    if (config.amount > most) {
      check.addIssue({
        code: "custom",
        path: ["amount"],
        message: `at most ${most} ${config.unit}`,
      });
    }
  });

/** The instant the wait ends, counted on the contact's calendar where it has a time zone. */
function endOfWait(config: z.infer<typeof schema>, from: Date, timeZone: string): Date {
  const start = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(timeZone);
  return new Date(start.add({ [config.unit]: config.amount }).epochMilliseconds);
}

export const delay = defineBlock({
  kind: "delay",
  label: "Delay",
  description: "Waits for a number of minutes, hours, days, weeks or months.",
  schema,
  role: "wait",
  place: "database",
  branches: ["next"],
  summary: (config) => `Wait ${config.amount} ${config.unit}`,
  perform: async (config, context) => {
    const { contact } = await context.facts();
    const waitUntil = endOfWait(config, context.now, contact?.timeZone ?? "UTC");
    return { branch: "next", waitUntil, note: `Waits ${config.amount} ${config.unit}` };
  },
});
