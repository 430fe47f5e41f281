import type { z } from "zod";
import type { SourceTry, sourceTried } from "../../contract/api/sources.ts";
import { AppError } from "../../contract/errors.ts";
import { findWorkspace } from "../../db/core/workspace.ts";
import { sampleById } from "../../db/events/source-samples.ts";
import { required } from "../../domain/required.ts";
import type { ServiceContext } from "../context.ts";
import { orderBesideEvent } from "../orders/order-of-event.ts";
import { deliveryOf } from "./delivery.ts";
import type { Mapped } from "./mapped.ts";
import { mapDelivery } from "./map-delivery.ts";
import { getSource } from "./sources.ts";
import { requireReadable } from "./templates-of.ts";
import { saySource } from "../../domain/sentences/source-sentences.ts";

type Tried = z.input<typeof sourceTried>;

/**
 * What a mapping makes of a delivery, without sending it.
 * @throws AppError `not_found` for the source or the sample
 */
export async function trySource(
  context: ServiceContext,
  id: string,
  { sampleId, body, headers = {}, mapping }: SourceTry,
  now: Date,
): Promise<Tried> {
  await requireReadable(context.renderer, mapping);
  const source = await getSource(context, id);
  const sample =
    sampleId === undefined ? { headers, body } : await sampleById(context.sql, id, sampleId);
  if (sample === null) throw new AppError("not_found", "there is no such sample any more");
  const workspace = await findWorkspace(context.sql);
  const headersOfSample = lowerCased(sample.headers);
  const delivery = { ...deliveryOf(source.preset, headersOfSample, sample.body), workspace };
  const used = mapping ?? source.mapping;
  // A body of this API has been looked at, and so has a sample.
  const mapped = await mapDelivery(context.renderer, id, used, delivery, () => null);
  if (!mapped.isList) return { ...shown(mapped.only, now), entries: null };
  const entries = mapped.entries.map((entry) => shown(entry, now));
  const first = entries.find(({ outcome }) => outcome === "event") ?? entries[0];
  return { ...required(first, "an entry of a list"), entries };
}

function shown(mapped: Mapped, now: Date): Omit<Tried, "entries"> {
  const { outcome, ignored } = mapped;
  if (mapped.outcome !== "event") {
    return { outcome, reason: mapped.reason, event: null, contact: null, order: null, ignored };
  }
  const { typeKey, keyValue, params, identities, messageId, occurredAt } = mapped.event;
  const beside = mapped.order === null ? null : orderBesideEvent(mapped.order, mapped.event, now);
  const unreadable = (beside?.unreadable ?? []).map((name) => ({
    path: `order.${name}`,
    message: saySource("noOrderField"),
  }));
  return {
    outcome,
    reason: null,
    ignored: [...ignored, ...unreadable],
    contact: mapped.profile,
    order: beside?.order === undefined || beside.order === null ? null : orderShown(beside.order),
    event: {
      eventTypeKey: typeKey,
      keyValue,
      params,
      identities,
      messageId: messageId ?? null,
      occurredAt: occurredAt ?? null,
    },
  };
}

function orderShown(order: NonNullable<ReturnType<typeof orderBesideEvent>["order"]>) {
  const { externalId, status, orderedAt, totalCost, currency, items, details } = order;
  return {
    ...details,
    externalOrderId: externalId,
    status,
    date: orderedAt,
    totalCost,
    currency,
    items,
  };
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
