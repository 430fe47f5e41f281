/** JSON Schema, as far as forms read it. */
export interface JsonSchema {
  type?: string | string[];
  title?: string;
  description?: string;
  /** What kind of input, where a plain one is not enough; src/blocks/widgets.ts has the list. */
  widget?: string;
  enum?: unknown[];
  const?: unknown;
  /** What people call each value of `enum`. */
  labels?: Record<string, string>;
  default?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  additionalProperties?: boolean | JsonSchema;
  propertyNames?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
}
