import { createContext, useContext } from "react";
import type { BlockKind } from "../../api/block-kinds.ts";
import type { JsonSchema } from "../../api/json-schema.ts";
import type { Input } from "./input.ts";

/** What every input of a block's form may need to know. */
export interface FormScope {
  kind: BlockKind;
  blockId: string;
  workflowId: string;
  readOnly: boolean;
  /** The schema of the whole config, in which references are resolved. */
  root: JsonSchema;
  /** Which input a setting gets; handed down, as inputs hold other inputs. */
  inputFor(schema: JsonSchema): Input;
}

const Scope = createContext<FormScope | null>(null);
export const FormScopeProvider = Scope.Provider;

export function useFormScope(): FormScope {
  const scope = useContext(Scope);
  if (scope === null) throw new Error("this input stands outside of a block's form");
  return scope;
}
