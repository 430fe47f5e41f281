import type { BlockKind } from "../../../api/block-kinds.ts";
import type { Kinds } from "../../../canvas/graph.ts";
import { t } from "../../../i18n/i18n.ts";

/** In the order in which they stand. */
const named = ["messages", "waits", "logic", "data", "events", "ends"] as const;

export interface KindGroup {
  group: string;
  name: string;
  kinds: BlockKind[];
}

/** The kinds that a search finds, by group; a start only where there is none yet. */
export function groupKinds(kinds: Kinds, search: string, hasStart: boolean): KindGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const matching = [...kinds.values()].filter(
    ({ role, kind, label, description }) =>
      !(hasStart && role === "start") &&
      words.every((word) => `${kind} ${label} ${description}`.toLowerCase().includes(word)),
  );
  const groups = [...new Set<string>([...named, ...matching.map(({ group }) => group)])];
  return groups.flatMap((group) => {
    const inGroup = matching.filter((kind) => kind.group === group);
    // What can't be used here stands last.
    const usableFirst = inGroup.toSorted(
      (one, other) => Number(other.availability.available) - Number(one.availability.available),
    );
    return inGroup.length === 0 ? [] : [{ group, name: nameOf(group), kinds: usableFirst }];
  });
}

function nameOf(group: string): string {
  const known = named.find((one) => one === group);
  return known === undefined ? group : t(`builder:palette.groups.${known}`);
}
