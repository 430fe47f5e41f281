import { z } from "zod";

/** What a message row keeps of an e-mail: the content as it is sent, its links in their places. */
export const keptEmail = z.object({
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  // As they stand in headers: addresses with commas between.
  replyTo: z.string().optional(),
  cc: z.string().optional(),
  bcc: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
});
export type KeptEmail = z.output<typeof keptEmail>;
