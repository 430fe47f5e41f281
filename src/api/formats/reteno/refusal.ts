import type { ParamRule } from "../../../domain/event.ts";
import type { Reply } from "./endpoint.ts";
import type { Version } from "./event-form.ts";

/** What an event of the type should have been, as each version says it. */
export function refusalReply(rules: readonly ParamRule[], version: Version): Reply {
  if (version < 3) {
    const params = JSON.stringify(
      rules.map(({ name, required }) => ({ name, required })),
      null,
      2,
    );
    return { text: `The event should have the following params: ${params}` };
  }
  const params = Object.fromEntries(rules.map(({ name, required }) => [name, { required }]));
  return { json: { params } };
}
