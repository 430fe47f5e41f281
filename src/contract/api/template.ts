import { z } from "zod";
import { utmSettings } from "../../blocks/email-settings.ts";
import { addressing } from "../../blocks/message-settings.ts";
import { int4 } from "../integers.ts";
import { id, title } from "./fields.ts";
import { pageOf } from "./page.ts";
import { emailContentSchema, previewSubject } from "./template-content.ts";
import { templateSaver } from "./template-versions.ts";
import { contentWarning } from "./workflow.ts";

const content = emailContentSchema;

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

const listedTemplate = templateAnswer
  .extend({
    savedBy: templateSaver.nullable().meta({
      description: "Of the newest version; null: the system, or before this was kept",
    }),
    uses: int4(0).meta({ description: "How many workflows use it, not counting archived ones" }),
  })
  .meta({ id: "ListedTemplate" });

export const templatePage = pageOf(listedTemplate).meta({ id: "TemplatePage" });

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

const subject = previewSubject;

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
export type ListedTemplate = z.output<typeof listedTemplate>;
export type Preview = z.input<typeof previewAnswer>;
