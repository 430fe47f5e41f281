import { z } from "zod";
import { int4 } from "../integers.ts";
import { pageOf } from "./page.ts";

export const mailSummary = z
  .strictObject({
    id: z.guid(),
    sender: z.string(),
    recipients: z.array(z.string()),
    subject: z.string(),
    receivedAt: z.date(),
  })
  .meta({ id: "InboxMailSummary" });

export const mailDetails = mailSummary
  .extend({
    html: z.string().nullable(),
    text: z.string().nullable(),
    files: z
      .array(z.strictObject({ name: z.string(), type: z.string(), size: int4(0) }))
      .meta({ description: "In the order of /inbox/{id}/files/0 and so on; size in bytes" }),
  })
  .meta({ id: "InboxMail" });

export const mailPage = pageOf(mailSummary).meta({ id: "InboxMailPage" });

export type MailSummary = z.input<typeof mailSummary>;
export type MailDetails = z.input<typeof mailDetails>;
