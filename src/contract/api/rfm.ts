import { z } from "zod";
import { rfmSettings } from "../../domain/rfm.ts";
import { count } from "../integers.ts";

export const rfmSettingsBody = rfmSettings.meta({ id: "RfmSettings" });

export const rfmPreview = z
  .strictObject({
    settings: rfmSettings.optional().meta({ description: "Without: those that are kept" }),
  })
  .meta({ id: "RfmPreview" });

export const rfmClassCounts = z
  .strictObject({ classes: z.array(z.strictObject({ class: z.string(), contacts: count })) })
  .meta({ id: "RfmClassCounts" });

export const rfmRun = z
  .strictObject({
    tellFirst: z.boolean().optional().meta({
      description: "Whether the very first computation raises events; every later one does",
    }),
  })
  .meta({ id: "RfmRun" });

export const rfmChanged = z
  .strictObject({ requested: z.literal(true) })
  .meta({ id: "RfmRequested" });
