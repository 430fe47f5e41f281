import { z } from "zod";

/** A file that goes with an e-mail: what it is, and where its content is to be had. */
const keptFile = z.object({
  name: z.string(),
  type: z.string(),
  size: z.number(),
  sha256: z.string(),
  onMissing: z.enum(["fail", "without"]),
  /** One of the two. */
  url: z.string().optional(),
  file: z.string().optional(),
});
export type KeptFile = z.output<typeof keptFile>;

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
  attachments: z.array(keptFile).optional(),
  /** Files that it goes without, each with the reason. */
  missingFiles: z.array(z.string()).optional(),
});
export type KeptEmail = z.output<typeof keptEmail>;
