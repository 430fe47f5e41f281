import { maxFileNameLength } from "../domain/attached-file.ts";
import { hasLiquid } from "../domain/has-liquid.ts";
import type { BlockIssue } from "./block.ts";
import type { Attachment } from "./email-attachments.ts";
import { liquidProblems } from "./message-problems.ts";

/** What settings of attachments lack. */
export function attachmentIssues(all: readonly Attachment[]): BlockIssue[] {
  return all.flatMap(({ file, name }, index) => {
    const below = `attachments[${index}]`;
    const found = liquidProblems({ file, name }, below);
    if (file === "") found.push({ field: `${below}.file`, message: "it names no file" });
    else if (!hasLiquid(file) && !/^https?:\/\/[^\s/]+/i.test(file)) {
      found.push({ field: `${below}.file`, message: "must begin with https:// or http://" });
    }
    if (name !== undefined && !hasLiquid(name) && name.length > maxFileNameLength) {
      const message = `must have at most ${maxFileNameLength} characters`;
      found.push({ field: `${below}.name`, message });
    }
    return found;
  });
}
