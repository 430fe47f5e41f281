import { z } from "zod";

/** What a message row keeps of an e-mail: the content as it is sent, its links in their places. */
export const keptEmail = z.object({ subject: z.string(), html: z.string(), text: z.string() });
export type KeptEmail = z.output<typeof keptEmail>;
