import { z } from "zod";
import { emailContent, utmSettings } from "../../blocks/email-settings.ts";
import { addressing, languageTag } from "../../blocks/message-settings.ts";
import { templateEngines } from "../../domain/message-content.ts";
import { int4 } from "../integers.ts";
import { id, textOrNumber, title } from "./fields.ts";
import { pageOf } from "./page.ts";
import { contentWarning } from "./workflow.ts";

const storedContent = emailContent.extend({
  engine: z.enum(templateEngines).optional().meta({
    description: "What it is written in; by default Liquid. velocity: of accounts that moved here",
  }),
});

const content = storedContent.meta({
  id: "EmailContent",
  description: "html or mjml (Liquid), once or by language; text is made from it unless given",
});

export const newTemplate = z
  .strictObject({ name: title(200), content })
  .meta({ id: "NewTemplate" });

export const templateChange = z
  .strictObject({
    name: title(200).optional(),
    content: content.optional(),
    revision: int4(1).meta({
      description: "The one that the change was made from; 409 when somebody saved meanwhile",
    }),
  })
  .meta({ id: "TemplateChange" });

export const templateAnswer = z
  .strictObject({
    id: z.guid(),
    name: z.string(),
    content,
    revision: int4(1),
    createdAt: z.date(),
    updatedAt: z.date(),
  })
  .meta({ id: "Template" });

export const templatePage = pageOf(templateAnswer).meta({ id: "TemplatePage" });

export const partialParams = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, "a letter, then up to 63 letters, digits, _ or -"),
});

export const partialBody = z
  .strictObject({
    html: z.string().max(200_000).meta({ description: "Liquid" }),
    text: z
      .string()
      .max(200_000)
      .nullable()
      .default(null)
      .meta({ description: "For subjects and plain parts; null: the same as for HTML" }),
  })
  .meta({ id: "PartialBody" });

export const partialAnswer = z
  .strictObject({
    name: z.string(),
    html: z.string(),
    text: z.string().nullable(),
    createdAt: z.date(),
    updatedAt: z.date(),
  })
  .meta({ id: "Partial" });

export const partialPage = pageOf(partialAnswer).meta({ id: "PartialPage" });

const facts = z.record(z.string(), z.unknown());

/** What a preview is made with: things that are there, or JSON in their place. */
const subject = {
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

export const previewTemplateBody = z
  .strictObject({
    templateId: id.optional(),
    content: content.optional(),
    data: addressing.data,
    utm: utmSettings.optional(),
    ...subject,
  })
  .refine((body) => (body.templateId === undefined) !== (body.content === undefined), {
    path: ["content"],
    message: "content or templateId: one of the two",
  })
  .meta({ id: "PreviewTemplate" });

export const blockParams = z.strictObject({ id, blockId: z.string().min(1).max(64) });

export const previewBlockBody = z
  .strictObject({
    version: int4(1).optional().meta({ description: "By default the draft" }),
    message: int4(0).optional().meta({
      description: "Of a block with several messages: its place in their list",
    }),
    ...subject,
  })
  .meta({ id: "PreviewBlock" });

export const previewAnswer = z
  .strictObject({
    recipient: z
      .string()
      .nullable()
      .meta({ description: "Null: it would not be sent; see `note`" }),
    note: z.string().nullable().meta({ description: "Why it would not be sent as it is" }),
    language: z.string().nullable().meta({ description: "Null: the content has one only" }),
    from: z.string().nullable().meta({ description: "Null: the address that is set up" }),
    replyTo: z.string().meta({ description: "Empty: answers go to the sender" }),
    cc: z.string(),
    bcc: z.string(),
    headers: z
      .record(z.string(), z.string())
      .meta({ description: "Of its author's own; those that come to nothing are left out" }),
    subject: z.string(),
    html: z.string(),
    text: z.string(),
    links: z
      .array(z.strictObject({ name: z.string(), url: z.string() }))
      .meta({ description: "Those that are tracked, with their UTM parameters" }),
    warnings: z.array(contentWarning.omit({ block: true })),
  })
  .meta({ id: "Preview" });

export type NewTemplate = z.output<typeof newTemplate>;
export type TemplateChange = z.output<typeof templateChange>;
export type PartialBody = z.output<typeof partialBody>;
export type PreviewTemplate = z.output<typeof previewTemplateBody>;
export type PreviewBlock = z.output<typeof previewBlockBody>;
export type PreviewSubject = Pick<
  PreviewBlock,
  "eventId" | "contactId" | "orderId" | "facts" | "language"
>;
export type Preview = z.input<typeof previewAnswer>;
