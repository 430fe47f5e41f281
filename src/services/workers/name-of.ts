import { createHash } from "node:crypto";

/** Short, the same as long as it lives, and without the name of a host. */
export function nameOf(identity: string): string {
  return createHash("sha256").update(identity).digest("hex").slice(0, 6);
}
