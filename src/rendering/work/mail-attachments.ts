import type { Attachment } from "../../blocks/email-attachments.ts";
import { maxFiles, namedFiles } from "../../domain/attached-file.ts";
import type { Templates } from "../../domain/template.ts";
import type { RenderedAttachment } from "../jobs.ts";
import { requireSize } from "./output.ts";
import { workingOn } from "./place.ts";

/** The files that an e-mail's settings name for its contact. They are fetched elsewhere. */
export function renderAttachments(
  wanted: readonly Attachment[],
  templates: Templates,
  facts: object,
): RenderedAttachment[] {
  const rendered = wanted.flatMap(({ file, name, onMissing }, index): RenderedAttachment[] => {
    workingOn(`attachments[${index}]`);
    const called = templates.render("text", name ?? "", facts).trim();
    const named = namedFiles(templates.value(file, facts));
    if (named.outcome === "unusable") {
      const message = `attachment ${index + 1}: ${named.message}`;
      return [{ outcome: "unusable", message, onMissing }];
    }
    // A name is of one file: several keep their own.
    const own = named.files.length === 1 ? called : "";
    return named.files.map((one) => ({ outcome: "wanted", file: one, name: own, onMissing }));
  });
  if (rendered.length > maxFiles) throw new Error(`more than ${maxFiles} files are attached`);
  for (const one of rendered) {
    if (one.outcome === "wanted" && one.file.from === "content") requireSize(one.file.content);
  }
  return rendered;
}
