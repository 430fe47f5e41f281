import type { EventTypeParams } from "../../../../src/contract/api/event-types.ts";
import type { FactPaths } from "../../../../src/contract/api/fact-paths.ts";

type Group = FactPaths["groups"][number];

const own: [path: string, label: string, type: Group["paths"][number]["type"]][] = [
  ["event.keyValue", "Event key", "text"],
  ["event.typeKey", "Event type", "text"],
  ["event.receivedAt", "Received at", "date"],
  ["event.occurredAt", "Occurred at", "date"],
];

/** What a condition over an event alone can name: its params that were seen, and its own fields. */
export function eventGroup(params: EventTypeParams["params"]): Group {
  const seen = params.map(({ name, type, examples, fields }) => ({
    path: `event.params.${name}`,
    template: `event.params.${name}`,
    label: name,
    type,
    examples,
    fields,
  }));
  const fixed = own.map(([path, label, type]) => ({
    path,
    template: path,
    label,
    type,
    examples: [],
  }));
  return { root: "event", label: "Event", paths: [...seen, ...fixed] };
}
