import { createContext, useContext } from "react";
import type { FactGroup } from "../../../forms/facts/facts.ts";

/** What the sentences of a rule need to know of the page around them. */
export interface RuleScope {
  readOnly: boolean;
  /** What can be asked of a contact, and in the filter of an order and of its items. */
  contact: readonly FactGroup[];
  order: readonly FactGroup[];
  orderItem: readonly FactGroup[];
  /** What is wrong with a sentence, by its id. */
  faults: ReadonlyMap<number, string>;
}

const Scope = createContext<RuleScope | null>(null);
export const RuleScopeProvider = Scope.Provider;

export function useRuleScope(): RuleScope {
  const scope = useContext(Scope);
  if (scope === null) throw new Error("this sentence stands outside of a rule");
  return scope;
}
