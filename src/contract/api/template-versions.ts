import { z } from "zod";
import { int4, wholeNumberIn } from "../integers.ts";
import { id } from "./fields.ts";
import { pageOf } from "./page.ts";
import { emailContentSchema, previewSubject } from "./template-content.ts";
import { workflowStatuses } from "./workflow.ts";

export const templateSaver = z
  .strictObject({
    kind: z.enum(["person", "key"]),
    id: z.guid().nullable().meta({ description: "Null: the API key of the environment" }),
    name: z.string().nullable().meta({ description: "Null: deleted since, or it has none" }),
  })
  .meta({ id: "TemplateSaver" });

const savedBy = templateSaver
  .nullable()
  .meta({ description: "Null: the system, or before this was kept" });

const version = z.strictObject({
  revision: int4(1),
  name: z.string(),
  savedAt: z.date(),
  savedBy,
});

export const templateVersionPage = pageOf(version.meta({ id: "TemplateVersion" })).meta({
  id: "TemplateVersionPage",
});

export const templateVersionAnswer = version
  .extend({ content: emailContentSchema })
  .meta({ id: "TemplateVersionDetails" });

export const templateVersionParams = z.strictObject({
  id,
  revision: wholeNumberIn(1, 2_147_483_647),
});

const use = z
  .strictObject({
    workflowId: z.guid(),
    workflowName: z.string(),
    status: z.enum(workflowStatuses),
    inDraft: z.boolean(),
    published: z.boolean().meta({
      description:
        "In the current version, which keeps what the template was when it was published",
    }),
    blocks: z.array(z.string()).meta({ description: "The ids of the blocks that name it" }),
  })
  .meta({ id: "TemplateUse" });

export const templateUsePage = pageOf(use).meta({ id: "TemplateUsePage" });

export const testSendBody = z
  .strictObject({
    content: emailContentSchema.meta({ description: "As it is now; it need not be saved" }),
    eventId: previewSubject.eventId,
    contactId: previewSubject.contactId,
    language: previewSubject.language,
  })
  .meta({ id: "TestSend" });

export const testSendAnswer = z
  .strictObject({
    runId: z.guid().meta({ description: "The test run that sends it" }),
    recipient: z
      .string()
      .nullable()
      .meta({ description: "Null: e-mail is not set up; it goes into the built-in inbox" }),
  })
  .meta({ id: "TestSent" });

export type SavedBy = z.output<typeof templateSaver>;
export type TemplateVersionSummary = z.input<typeof version>;
export type TemplateVersionDetails = z.input<typeof templateVersionAnswer>;
export type TemplateUse = z.input<typeof use>;
export type TestSendBody = z.output<typeof testSendBody>;
export type TestSendAnswer = z.input<typeof testSendAnswer>;
