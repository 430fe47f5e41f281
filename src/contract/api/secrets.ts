import { z } from "zod";

/** As templates name it: `{{ secrets.NAME }}`. */
const secretName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, "must be a letter, then up to 63 letters, digits or _");

export const secretParams = z.strictObject({ name: secretName });

export const secretValue = z
  .strictObject({
    value: z
      .string()
      .min(1)
      .max(10_000)
      .meta({ description: "Never shown again", writeOnly: true }),
  })
  .meta({ id: "SecretValue" });

export const secret = z
  .strictObject({ name: z.string(), updatedAt: z.date() })
  .meta({ id: "Secret" });
