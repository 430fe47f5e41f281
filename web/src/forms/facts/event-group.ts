import type { EventTypeParams } from "../../../../src/contract/api/event-types.ts";
import type { FactPaths } from "../../../../src/contract/api/fact-paths.ts";
import { t } from "../../i18n/i18n.ts";

type Group = FactPaths["groups"][number];

const own = [
  ["keyValue", "text"],
  ["typeKey", "text"],
  ["receivedAt", "date"],
  ["occurredAt", "date"],
] as const;

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
  const fixed = own.map(([name, type]) => ({
    path: `event.${name}`,
    template: `event.${name}`,
    label: t(`inputs:eventField.${name}`),
    type,
    examples: [],
  }));
  return { root: "event", label: t("inputs:eventField.label"), paths: [...seen, ...fixed] };
}
