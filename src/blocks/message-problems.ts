import { hasLiquid } from "../domain/has-liquid.ts";
import type { ChannelDescription } from "../channels/description.ts";
import { parseIdentity } from "../domain/identity.ts";
import type { TemplateEngine } from "../domain/message-content.ts";
import { errorOf } from "../domain/template-engine.ts";
import type { BlockIssue } from "./block.ts";
import type { MessageSettings } from "./message.ts";

/** What blocks lack that send messages of any channel. */

/** Faults of Liquid (or of another engine), by field. */
export function liquidProblems(
  templates: Record<string, string | undefined> = {},
  below = "",
  engine: TemplateEngine = "liquid",
): BlockIssue[] {
  return Object.entries(templates).flatMap(([name, template]) => {
    const message = errorOf(engine, template ?? "");
    return message === null ? [] : [{ field: below === "" ? name : `${below}.${name}`, message }];
  });
}

/** Faults of whom a message is for. A fixed address is looked at now, one with Liquid when it is known. */
export function addressingProblems(
  settings: Pick<MessageSettings, "to" | "language" | "data">,
  { address: { identity } }: Pick<ChannelDescription, "address">,
): BlockIssue[] {
  const { to, language, data } = settings;
  const found = [...liquidProblems({ to, language }), ...liquidProblems(data, "data")];
  if (identity !== null && to !== undefined && !hasLiquid(to)) {
    const parsed = parseIdentity(identity, to);
    if (parsed.outcome === "invalid") found.push({ field: "to", message: parsed.message });
  }
  return found;
}
