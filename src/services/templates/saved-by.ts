import type { SavedBy } from "../../contract/api/template-versions.ts";

/** Who saved something, as the API says it; null: nobody is known. */
export function savedBy(row: {
  actorKind: string | null;
  actorId: string | null;
  actorName: string | null;
}): SavedBy | null {
  const { actorKind, actorId, actorName } = row;
  if (actorKind === null) return null;
  return { kind: actorKind as SavedBy["kind"], id: actorId, name: actorName };
}
