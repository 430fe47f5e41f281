import { z } from "zod";
import { isMailbox } from "../../domain/mail-fields.ts";

/** Who e-mails come from where a block names nobody: a setting of each provider. */
export const senderSetting = {
  from: z
    .string()
    .trim()
    .max(500)
    .refine(
      (text) => text === "" || isMailbox(text),
      "must be a sender such as Shop <hello@example.com>",
    )
    .default("")
    .meta({
      title: "From",
      description: "Where a block names no sender; of a domain that the provider may send for",
    }),
};
