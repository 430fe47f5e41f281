import type { FactPath } from "../../contract/api/fact-paths.ts";
import { newestParams } from "../../db/events/seen-params.ts";
import { contactLabels, eventLabels, orderLabels } from "../../domain/fact-labels.ts";
import { rfmSettings } from "../../domain/rfm.ts";
import { orderStatuses } from "../../domain/order-status.ts";
import type { SeenValue } from "../../domain/seen-values.ts";
import { liquidPath, seenValues } from "../../domain/seen-values.ts";
import type { ServiceContext } from "../context.ts";

/** Of the settings as they are at first: others are typed. */
const rfmClasses = rfmSettings.parse({}).classes.map(({ name }) => name);
const lookedAt = 500;
const maxTypes = 20;

/** The paths of a contact, below `contact` or a variable that shows another one. */
export function contactPaths(
  root: string,
  attributes: readonly object[],
  segments: readonly string[] = [],
  of = "",
): FactPath[] {
  const fact = (name: keyof typeof contactLabels, type: FactPath["type"], examples?: Example[]) =>
    fixed(`${root}.${name}`, contactLabels[name] + of, type, examples);
  return [
    fact("email", "text"),
    fact("phone", "text"),
    fact("firstName", "text"),
    fact("lastName", "text"),
    fact("language", "text"),
    fact("timeZone", "text"),
    fact("segments", "segments", [...segments]),
    fact("topics", "list"),
    fact("emailConfirmed", "boolean"),
    fact("topicsByChannel", "list"),
    fact("unsubscribedChannels", "list"),
    fact("unsubscribed", "boolean"),
    fact("rfm.class", "text", [...rfmClasses]),
    fact("rfm.recency", "number"),
    fact("rfm.frequency", "number"),
    fact("rfm.monetary", "number"),
    fact("rfm.since", "date"),
    fact("id", "text"),
    ...seenBelow(`${root}.attributes`, seenValues(attributes), (name) => name + of),
  ];
}

/** What the newest events of some types have said: 500 of them, shared by the types. */
export async function paramsOfTypes(
  context: ServiceContext,
  typeIds: readonly string[],
): Promise<SeenValue[]> {
  const ids = [...new Set(typeIds)].slice(0, maxTypes);
  const params: object[] = [];
  for (const id of ids) {
    params.push(...(await newestParams(context.sql, id, Math.ceil(lookedAt / ids.length))));
  }
  return seenValues(params);
}

/** The paths of an event, below `event` or `waited.block`. */
export function eventPaths(
  root: string,
  typeKeys: readonly string[],
  params: readonly SeenValue[],
  of = "",
): FactPath[] {
  return [
    ...seenBelow(`${root}.params`, params, (name) => name + of),
    fixed(`${root}.typeKey`, eventLabels.typeKey + of, "text", [...new Set(typeKeys)].slice(0, 5)),
    fixed(`${root}.keyValue`, eventLabels.keyValue + of, "text"),
    fixed(`${root}.receivedAt`, eventLabels.receivedAt + of, "date"),
    fixed(`${root}.occurredAt`, eventLabels.occurredAt + of, "date"),
  ];
}

/** The paths of the run's order: there once a block "Get order" has found it. */
export function orderPaths(
  seen: readonly { items: unknown[]; details: Record<string, unknown> }[],
): FactPath[] {
  const [items] = seenValues(seen.map((order) => ({ items: order.items })));
  return [
    fixed("order.externalId", orderLabels.externalId, "text"),
    fixed("order.status", orderLabels.status, "text", [...orderStatuses]),
    fixed("order.totalCost", orderLabels.totalCost, "number"),
    fixed("order.currency", orderLabels.currency, "text"),
    fixed("order.date", orderLabels.date, "date"),
    {
      ...fixed("order.items", orderLabels.items, "list"),
      ...(items?.fields !== undefined && { fields: items.fields }),
    },
    ...seenBelow("order.details", seenValues(seen.map(({ details }) => details))),
  ];
}

type Example = FactPath["examples"][number];

/** A path that is always there. */
export function fixed(
  path: string,
  label: string,
  type: FactPath["type"],
  examples: Example[] = [],
): FactPath {
  return { path, template: liquidPath(path.split(".")), label, type, examples };
}

/** Paths of values that were seen, below a prefix such as `event.params`. */
function seenBelow(
  prefix: string,
  values: readonly SeenValue[],
  labelled = (name: string) => name,
): FactPath[] {
  return values.map(({ name, names, type, examples, fields }) => ({
    path: `${prefix}.${name}`,
    template: liquidPath([...prefix.split("."), ...names]),
    label: labelled(name),
    type,
    examples,
    ...(fields !== undefined && { fields }),
  }));
}
