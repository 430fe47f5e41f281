import type { ComponentType } from "react";
import type { JsonSchema } from "../../api/json-schema.ts";

/** What an input for one setting gets, whether generic or made for a widget. */
export interface InputProps {
  /** Resolved: no reference, null taken apart. */
  schema: JsonSchema;
  nullable: boolean;
  /** Where it stands in the config, as problems name it. */
  path: string;
  label: string;
  description?: string;
  required: boolean;
  /** Undefined: not set; the default holds. */
  value: unknown;
  onChange(value: unknown): void;
  /** The settings that it stands among: some inputs depend on one. */
  beside?: Readonly<Record<string, unknown>>;
}

export type Input = ComponentType<InputProps>;
