import { readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "samples");

/** What stands in a sample for what is of one message. */
export interface SampleNames {
  id: string;
  token: string;
  /** Of the link by which its contact unsubscribes. */
  unsubscribe: string;
}

/** A mail about a mail, as a server would have sent it. */
export function sample(name: string, names: SampleNames): string {
  const text = readFileSync(join(folder, `${name}.eml`), "utf8");
  return Object.entries(names).reduce(
    (filled, [key, value]: [string, string]) => filled.replaceAll(`{{${key}}}`, value),
    text,
  );
}
