import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import { eventTypeBy, keysLike } from "../../db/workflows/binding-rows.ts";

/**
 * The event type that a binding names.
 * @throws AppError `not_found`, with keys that look like the one given
 */
export async function requireEventType(
  context: ServiceContext,
  body: { eventTypeId?: string | undefined; eventTypeKey?: string | undefined },
): Promise<{ id: string; key: string }> {
  const { eventTypeId: id, eventTypeKey: key } = body;
  const found = await eventTypeBy(context.sql, { id, key });
  if (found !== undefined) return found;
  if (key === undefined) throw new AppError("not_found", `there is no event type ${id ?? ""}`);
  const similar = await keysLike(context.sql, key);
  const hint =
    similar.length > 0
      ? `is it one of: ${similar.join(", ")}?`
      : "make it first, or send one event with this key, which registers it";
  throw new AppError("not_found", `there is no event type "${key}"; ${hint}`, {
    details: { similar },
  });
}
