import { LRUCache } from "lru-cache";
import type { TemplatePartial } from "../../domain/message-content.ts";
import { Templates } from "../../domain/template.ts";

const known = new LRUCache<string, Templates>({ max: 50, maxSize: 2_000_000 });

/** Liquid with a set of partials, kept while it is used: each version has its own. */
export function templatesWith(partials: Record<string, TemplatePartial>): Templates {
  const key = JSON.stringify(partials);
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = new Templates(partials);
  known.set(key, made, { size: key.length });
  return made;
}
