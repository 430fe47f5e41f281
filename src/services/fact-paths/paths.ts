import type { FactPath } from "../../contract/api/fact-paths.ts";
import { newestParams } from "../../db/events/seen-params.ts";
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
  return [
    fixed(`${root}.email`, `E-mail${of}`, "text"),
    fixed(`${root}.phone`, `Phone${of}`, "text"),
    fixed(`${root}.firstName`, `First name${of}`, "text"),
    fixed(`${root}.lastName`, `Last name${of}`, "text"),
    fixed(`${root}.language`, `Language${of}`, "text"),
    fixed(`${root}.timeZone`, `Time zone${of}`, "text"),
    fixed(`${root}.segments`, `Segments${of}`, "segments", [...segments]),
    fixed(`${root}.topics`, `Topics subscribed to${of}`, "list"),
    fixed(`${root}.emailConfirmed`, `E-mail confirmed${of}`, "boolean"),
    fixed(`${root}.topicsByChannel`, `Topics subscribed to by a channel${of}`, "list"),
    fixed(`${root}.unsubscribedChannels`, `Channels unsubscribed from${of}`, "list"),
    fixed(`${root}.unsubscribed`, `Unsubscribed from marketing${of}`, "boolean"),
    fixed(`${root}.rfm.class`, `RFM class${of}`, "text", [...rfmClasses]),
    fixed(`${root}.rfm.recency`, `RFM recency, 1 to 5${of}`, "number"),
    fixed(`${root}.rfm.frequency`, `RFM frequency, 1 to 5${of}`, "number"),
    fixed(`${root}.rfm.monetary`, `RFM monetary, 1 to 5${of}`, "number"),
    fixed(`${root}.rfm.since`, `In its RFM class since${of}`, "date"),
    fixed(`${root}.id`, `Campanile's id${of}`, "text"),
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
    fixed(`${root}.typeKey`, `Event type${of}`, "text", [...new Set(typeKeys)].slice(0, 5)),
    fixed(`${root}.keyValue`, `Event key${of}`, "text"),
    fixed(`${root}.receivedAt`, `Received${of}`, "date"),
    fixed(`${root}.occurredAt`, `Occurred${of}`, "date"),
  ];
}

/** The paths of the run's order: there once a block "Get order" has found it. */
export function orderPaths(
  seen: readonly { items: unknown[]; details: Record<string, unknown> }[],
): FactPath[] {
  const [items] = seenValues(seen.map((order) => ({ items: order.items })));
  return [
    fixed("order.externalId", "Order number", "text"),
    fixed("order.status", "Status", "text", [...orderStatuses]),
    fixed("order.totalCost", "Total", "number"),
    fixed("order.currency", "Currency", "text"),
    fixed("order.date", "Date", "date"),
    {
      ...fixed("order.items", "Items", "list"),
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
