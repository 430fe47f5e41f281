import type { FactGroup } from "../facts/facts.ts";
import { factAt } from "../facts/facts.ts";
import type { Describe } from "./model/words.ts";

/** What is known of paths; one that nobody has seen yet is called by itself. */
export function describedBy(facts: readonly FactGroup[]): Describe {
  return (path) => {
    const fact = factAt(facts, path);
    if (fact !== undefined) return { label: fact.label, type: fact.type };
    return { label: path, type: path === "contact.segments" ? "segments" : "unknown" };
  };
}
