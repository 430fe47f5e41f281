import type { SourceRow } from "../../db/events/sources.ts";
import { presetOf } from "../../domain/webhook-sources/presets.ts";
import type { SignatureScheme } from "../../domain/webhook-sources/signature.ts";

/** How a source's deliveries are signed. Null: not at all, its address holds a token instead. */
export function schemeOf({
  preset,
  signature,
}: Pick<SourceRow, "preset" | "signature">): SignatureScheme | null {
  return presetOf(preset).signature ?? signature;
}
