import { z } from "zod";
import { workspaceHoldouts } from "../../domain/holdout.ts";

/** Of a hundred contacts, with one decimal. */
export const holdoutPercent = z
  .number()
  .min(0)
  .max(99.9)
  .refine((percent) => Math.abs(percent * 10 - Math.round(percent * 10)) < 1e-9, {
    message: "must have one decimal at most",
  });

const percent = holdoutPercent.meta({
  description:
    "Of a hundred contacts, how many the workflow starts nothing for. Who they are is drawn once: a " +
    "higher share holds out the same contacts and some more, a lower one lets the last ones go",
  example: 10,
});

const workspace = z.enum(workspaceHoldouts).meta({
  description:
    "Whether whom the workspace holds out is held out here too. marketing: where the published " +
    "version sends anything that is not transactional",
});

export const holdoutChange = z
  .strictObject({ percent, workspace })
  .partial()
  .meta({ id: "HoldoutChange", description: "What is left out stays as it is" });

export const holdoutAnswer = z
  .strictObject({
    percent: z.number(),
    workspace: z.enum(workspaceHoldouts),
    since: z.date().meta({ description: "Since when contacts are drawn as they are" }),
  })
  .meta({ id: "Holdout" });

export type HoldoutChange = z.output<typeof holdoutChange>;
export type HoldoutAnswer = z.output<typeof holdoutAnswer>;
