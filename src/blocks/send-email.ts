import { z } from "zod";
import type { BlockProblem } from "./block.ts";
import { defineBlock } from "./block.ts";
import { templateProblem } from "../domain/template.ts";

const schema = z.strictObject({
  subject: z.string().max(998).default(""),
  html: z.string().max(500_000).default(""),
  text: z.string().max(500_000).optional(),
  from: z.string().max(320).optional(),
  /**
   * Whether a send whose outcome is unknown (the server may or may not have taken it) is sent
   * again (a receipt: better twice than never) or not (an offer: better never than twice).
   */
  transactional: z.boolean().default(false),
});

function problems(config: z.infer<typeof schema>): BlockProblem[] {
  const found: BlockProblem[] = [];
  if (config.subject.trim() === "")
    found.push({ field: "subject", message: "the e-mail has no subject" });
  if (config.html.trim() === "")
    found.push({ field: "html", message: "the e-mail has no content" });
  for (const field of ["subject", "html", "text"] as const) {
    const problem = templateProblem(config[field] ?? "");
    if (problem !== null) found.push({ field, message: problem });
  }
  return found;
}

export const sendEmail = defineBlock({
  kind: "sendEmail",
  label: "Send e-mail",
  description: "Renders a Liquid template with event, contact and order, and sends it.",
  schema,
  role: "step",
  place: "email",
  branches: ["next"],
  summary: (config) => `E-mail "${config.subject}"`,
  problems,
  perform: async (config, context) => {
    const sent = await context.sendEmail(config);
    return {
      branch: "next",
      note:
        sent.detail === undefined ? `E-mail ${sent.state}` : `E-mail ${sent.state}: ${sent.detail}`,
      data: { messageId: sent.messageId, state: sent.state },
    };
  },
});
