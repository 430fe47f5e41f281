import { z } from "zod";
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
  .extend({ html: z.string().nullable(), text: z.string().nullable() })
  .meta({ id: "InboxMail" });

export const mailPage = pageOf(mailSummary).meta({ id: "InboxMailPage" });

export type MailSummary = z.input<typeof mailSummary>;
export type MailDetails = z.input<typeof mailDetails>;
