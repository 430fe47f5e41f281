import { z } from "zod";
import { holdBack } from "./hold-back.ts";
import type { MessageSettings } from "./message.ts";

/** Settings that messages of all channels have. */

export const languageTag = z
  .string()
  .regex(/^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$/, "must be a language such as en, uk or pt-BR")
  .meta({ title: "Language", widget: "languageTag" });

export const languagesMeta = { title: "In other languages", widget: "languages" } as const;
export const defaultLanguageMeta = {
  title: "Default language",
  description: "Of those for whose language there is no content",
  widget: "languageTag",
} as const;

/** Whom a message is for, in which language and with what data: each is Liquid. */
export const addressing = {
  to: z
    .string()
    .max(1_000)
    .optional()
    .meta({ title: "To", description: "By default the contact's own address", widget: "liquid" }),
  language: z
    .string()
    .max(1_000)
    .optional()
    .meta({ title: "Language", description: "By default the contact's", widget: "liquid" }),
  data: z
    .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/), z.string().max(10_000))
    .default({})
    .meta({
      title: "Data",
      description: "What the content reads as data.name",
      widget: "keyValue",
    }),
};

/** How any kind of message treats who it is for. */
export const manners = {
  transactional: z.boolean().default(false).meta({
    title: "Transactional",
    description:
      "Goes also to those who unsubscribed, and is sent again when it is not known whether it arrived: a receipt rather twice than never, an offer rather never than twice",
  }),
  topic: z.string().trim().min(1).max(200).optional().meta({
    title: "Topic",
    description: "Who unsubscribed from it is not written to",
    widget: "topic",
  }),
  onMissing: z
    .enum(["empty", "skip", "fail"])
    .default("empty")
    .meta({
      title: "When a variable has no value",
      labels: {
        empty: "Leave it empty",
        skip: "Send no message",
        fail: "Let the run fail",
      },
    }),
  holdBack: holdBack.optional(),
};

export const filled = (text: string | undefined): text is string => (text ?? "").trim() !== "";

/** The Liquid of settings that reads what the run knows, beside the content. */
export function expressionsOf(
  settings: Pick<MessageSettings, "to" | "language" | "data">,
): string[] {
  return [settings.to, settings.language, ...Object.values(settings.data)].filter(filled);
}
