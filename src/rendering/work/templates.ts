import { BoundedCache } from "../../domain/bounded-cache.ts";
import type { TemplatePartial } from "../../domain/message-content.ts";
import { Templates } from "../../domain/template.ts";

const known = new BoundedCache<Templates>({ entries: 50, weight: 2_000_000 });

/** Liquid with a set of partials, kept while it is used: each version has its own. */
export function templatesWith(partials: Record<string, TemplatePartial>): Templates {
  const key = JSON.stringify(partials);
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = new Templates(partials);
  known.set(key, made, key.length);
  return made;
}
