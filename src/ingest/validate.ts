import type { ParamRule, RefusedEvent } from "../domain/event.ts";
import type { KnownType } from "../db/events/bindings-for-events.ts";
import type { MappedParam } from "../contract/identifying-params.ts";
import { parseIdentity } from "../domain/identity.ts";
import { withNames } from "../domain/nameless-ids.ts";
import type { FingerprintedEvent } from "./fingerprint.ts";

/** A batch without the events that are refused, and those by their place. */
export interface Validated {
  taken: FingerprintedEvent[];
  refused: Map<number, RefusedEvent>;
}

/**
 * Looks at events from outside: what their types require, and whom the account's own param names. Before
 * message ids are taken, so that a mended event may come again under the same one.
 */
export function validate(
  batch: readonly FingerprintedEvent[],
  types: ReadonlyMap<string, KnownType>,
  mapped: MappedParam | null,
): Validated {
  const taken: FingerprintedEvent[] = [];
  const refused = new Map<number, RefusedEvent>();
  for (const [place, prepared] of batch.entries()) {
    const validated = prepared.external ? validateExternal(prepared, types, mapped) : prepared;
    if ("outcome" in validated) refused.set(place, validated);
    else taken.push(validated);
  }
  return { taken, refused };
}

function validateExternal(
  prepared: FingerprintedEvent,
  types: ReadonlyMap<string, KnownType>,
  mapped: MappedParam | null,
): FingerprintedEvent | RefusedEvent {
  const rules = types.get(prepared.event.typeKey)?.validation ?? [];
  const missing = missingParams(rules, prepared.event.params);
  if (missing.length > 0) {
    const faults = missing.map((param) => ({ param, message: "is required by its event type" }));
    return { outcome: "refused", faults, rules };
  }
  return mapped === null ? prepared : withMapped(prepared, mapped);
}

/** Absent or null: an empty text is a value that somebody sent. */
function missingParams(rules: readonly ParamRule[], params: Record<string, unknown>): string[] {
  return rules
    .filter(({ name, required }) => required && (params[name] ?? null) === null)
    .map(({ name }) => name);
}

/** The fixed names count before the account's: an identity that is there already stays. */
function withMapped(
  prepared: FingerprintedEvent,
  mapped: MappedParam,
): FingerprintedEvent | RefusedEvent {
  const { event } = prepared;
  if (withNames(event.identities).some(({ kind }) => kind === mapped.identity)) return prepared;
  const param = Object.keys(event.params).find(
    (name) => name.toLowerCase() === mapped.param.toLowerCase(),
  );
  if (param === undefined) return prepared;
  const parsed = parseIdentity(mapped.identity, event.params[param]);
  if (parsed.outcome === "absent") return prepared;
  if (parsed.outcome === "invalid") {
    return { outcome: "refused", faults: [{ param, message: parsed.message }], rules: null };
  }
  return { ...prepared, event: { ...event, identities: [...event.identities, parsed.identity] } };
}
