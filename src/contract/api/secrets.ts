import { z } from "zod";
import { isHostPattern } from "../../domain/host-pattern.ts";

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
    hosts: z
      .array(
        z
          .string()
          .trim()
          .toLowerCase()
          .max(260)
          .refine(
            isHostPattern,
            "must be a host such as api.example.com, *.example.com or api.example.com:8443",
          ),
      )
      .min(1)
      .max(20)
      .transform((hosts) => [...new Set(hosts)])
      .nullable()
      .optional()
      .meta({
        description:
          "Where webhooks may send it: hosts such as `api.example.com`, `*.example.com` for all names " +
          "below it, each with a port if only that one is meant. null: anywhere. Without it, what " +
          "held for the secret of this name before; anywhere for a new one",
        example: ["api.example.com"],
      }),
  })
  .meta({ id: "SecretValue" });

export const secret = z
  .strictObject({
    name: z.string(),
    hosts: z
      .array(z.string())
      .nullable()
      .meta({ description: "Where webhooks may send it; null: anywhere, which is not advised" }),
    updatedAt: z.date(),
  })
  .meta({ id: "Secret" });
