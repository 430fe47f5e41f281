import { createContext, useContext } from "react";
import type { FactGroup } from "../facts/facts.ts";
import type { Describe } from "./model/words.ts";

interface ConditionScope {
  facts: readonly FactGroup[];
  describe: Describe;
  readOnly: boolean;
}

const Scope = createContext<ConditionScope>({
  facts: [],
  describe: (path) => ({ label: path, type: "unknown" }),
  readOnly: true,
});
export const ConditionScopeProvider = Scope.Provider;
export const useConditionScope = () => useContext(Scope);
