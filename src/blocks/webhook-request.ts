import type { Facts } from "../domain/facts.ts";
import type { TemplateTree } from "../domain/template-tree.ts";

export const webhookMethods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/**
 * A webhook as its author wrote it, and what its templates see: kept together, so that every
 * attempt sends the same. Only `secrets` is read anew at each, and never kept.
 */
export interface WebhookRequest {
  method: (typeof webhookMethods)[number];
  /** Liquid, as are the headers' values and the body's texts. */
  url: string;
  headers: Record<string, string>;
  /** A text is sent as it is; anything else as JSON. */
  body: TemplateTree | null;
  /** What counts as success: 200 to 299 if it is null. */
  expect: number[] | null;
  timeoutSeconds: number;
  attempts: number;
  /** Before the second attempt; doubled with each one. */
  retrySeconds: number;
  variable: string;
  facts: Facts;
}
