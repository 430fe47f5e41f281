import { AppError } from "../../contract/errors.ts";
import { lockSegmentByName } from "../../db/contacts/segments-by-name.ts";
import { eventTypeBy, keysLike } from "../../db/workflows/binding-rows.ts";
import type { ForEachMember } from "../../domain/binding.ts";
import { required } from "../../domain/required.ts";
import type { ServiceContext } from "../context.ts";

/**
 * The event type that a binding names.
 * @throws AppError `not_found`, with keys that look like the one given
 */
export async function requireEventType(
  context: ServiceContext,
  body: { eventTypeId?: string | undefined; eventTypeKey?: string | undefined },
): Promise<{ id: string; key: string; name: string }> {
  const { eventTypeId: id, eventTypeKey: key } = body;
  const found = await eventTypeBy(context.sql, { id, key });
  if (found !== undefined) return found;
  if (key === undefined) {
    const given = required(id, "the id or the key of an event type");
    throw new AppError("not_found", `there is no event type ${given}`);
  }
  const similar = await keysLike(context.sql, key);
  const hint =
    similar.length > 0
      ? `is it one of: ${similar.join(", ")}?`
      : "make it first, or send one event with this key, which registers it";
  throw new AppError("not_found", `there is no event type "${key}"; ${hint}`, {
    details: { similar },
  });
}

/**
 * The segment that a start names must exist; while it is named it can't be renamed or deleted.
 * @throws AppError `invalid`
 */
export async function requireSegment(
  context: ServiceContext,
  forEach: ForEachMember | null,
): Promise<void> {
  if (forEach === null || !("segment" in forEach)) return;
  if ((await lockSegmentByName(context.sql, forEach.segment)) !== undefined) return;
  throw new AppError("invalid", `there is no segment "${forEach.segment}"`, {
    faults: [{ path: "segment", message: "must be the name of a segment" }],
  });
}

export const boundTwice =
  "this event type starts this workflow already, with the same filter: each event would launch two runs";

/** Turns the violation of `bindings_start_once` into words; throws everything else on. */
export function asTwiceBound(error: unknown): never {
  if ((error as { constraint?: string } | null)?.constraint === "bindings_start_once") {
    throw new AppError("conflict", boundTwice);
  }
  throw error;
}
