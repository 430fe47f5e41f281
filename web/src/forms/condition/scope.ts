import { factAt } from "../facts/facts.ts";
import { createContext, useContext } from "react";
import type { FactGroup } from "../facts/facts.ts";
import { factWords } from "../../i18n/fact-words.ts";
import type { Describe } from "./model/condition-text.ts";

interface ConditionScope {
  facts: readonly FactGroup[];
  describe: Describe;
  readOnly: boolean;
  /** Rules of segments know no patterns. */
  noPatterns?: boolean;
}

const Scope = createContext<ConditionScope>({
  facts: [],
  describe: (path) => ({ label: path, type: "unknown" }),
  readOnly: true,
});
export const ConditionScopeProvider = Scope.Provider;
export const useConditionScope = () => useContext(Scope);

/** What is known of paths; one that nobody has seen yet is called by its name. */
export function describedBy(facts: readonly FactGroup[]): Describe {
  return (path) => {
    const fact = factAt(facts, path);
    if (fact !== undefined) return { label: fact.label, type: fact.type };
    return { label: factWords(path), type: path === "contact.segments" ? "segments" : "unknown" };
  };
}
