import { MissingVariable } from "../../domain/template.ts";
import type { TextsInput, TextsOutput } from "../jobs.ts";
import { partsOf } from "./message-parts.ts";
import { requireSize } from "./output.ts";
import { workingOn } from "./place.ts";
import { templatesWith } from "./templates.ts";

/** A message of a few lines for one contact, or why there is none. @throws when a template fails */
export function texts(input: TextsInput): TextsOutput {
  const templates = templatesWith(input.partials);
  const { known, recipient, content, language } = partsOf(templates, input, input.address);
  const nothing = { recipient, language, rendered: null, missing: null };
  if (recipient.outcome === "none") return nothing;
  if (content === null) throw new Error("the version keeps no content of this message");
  const rendered: Record<string, string> = {};
  try {
    for (const [part, template] of Object.entries(content)) {
      if (typeof template !== "string") continue;
      workingOn(part);
      rendered[part] = requireSize(templates.render("text", template, known, input.missing));
    }
  } catch (error) {
    if (error instanceof MissingVariable) return { ...nothing, missing: error.message };
    throw error;
  }
  return { ...nothing, rendered };
}
