import { createHash } from "node:crypto";

/**
 * By whom it is for and what it is: the same for a repetition, and never shared by two people, so that
 * one can be erased without the other's mail losing its file.
 */
export function attachedFileId(owner: string, content: Buffer): string {
  return createHash("sha256").update(JSON.stringify(owner)).update(content).digest("hex");
}
