import { z } from "zod";
import { emailContent } from "../../blocks/email-settings.ts";
import { languageTag } from "../../blocks/message-settings.ts";
import { templateEngines } from "../../domain/message-content.ts";
import { id, textOrNumber } from "./fields.ts";

const storedContent = emailContent.extend({
  engine: z.enum(templateEngines).optional().meta({
    description: "What it is written in; by default Liquid. velocity: of accounts that moved here",
  }),
});

export const emailContentSchema = storedContent.meta({
  id: "EmailContent",
  description: "html or mjml (Liquid), once or by language; text is made from it unless given",
});

const facts = z.record(z.string(), z.unknown());

/** What a preview is made with: things that are there, or JSON in their place. */
export const previewSubject = {
  eventId: id.optional(),
  contactId: id.optional().meta({ description: "By default the event's contact" }),
  orderId: textOrNumber.optional().meta({
    description: "The order's external id; by default the one in the event's param `orderId`",
  }),
  facts: z
    .strictObject({
      event: facts.optional(),
      contact: facts.optional(),
      order: facts.optional(),
      vars: facts.optional(),
      messages: facts.optional(),
      waited: facts.optional(),
    })
    .default({})
    .meta({ description: "As templates read them; what is here goes before what is there" }),
  language: languageTag.optional().meta({ description: "By default as when it is sent" }),
};
