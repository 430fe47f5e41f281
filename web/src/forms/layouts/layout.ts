import type { ComponentType } from "react";
import type { JsonSchema } from "../../api/json-schema.ts";

/** What a kind's own layout gets: all of its settings at once. */
export interface LayoutProps {
  schema: JsonSchema;
  path: string;
  value: Record<string, unknown>;
  onChange(value: Record<string, unknown>): void;
}

export type Layout = ComponentType<LayoutProps>;
