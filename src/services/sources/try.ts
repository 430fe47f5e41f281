import type { ServiceContext } from "../context.ts";
import type { z } from "zod";
import type { SourceTry, sourceTried } from "../../contract/api/sources.ts";
import { AppError } from "../../contract/errors.ts";
import { findWorkspace } from "../../db/core/workspace.ts";
import { sampleById } from "../../db/events/source-samples.ts";
import { deliveryOf } from "./delivery.ts";
import { getSource } from "./sources.ts";
import { mapDelivery } from "./map-delivery.ts";
import { requireReadable } from "./templates-of.ts";

/**
 * What a mapping makes of a delivery, without sending it.
 * @throws AppError `not_found` for the source or the sample
 */
export async function trySource(
  context: ServiceContext,
  id: string,
  { sampleId, body, headers = {}, mapping }: SourceTry,
): Promise<z.input<typeof sourceTried>> {
  await requireReadable(context.renderer, mapping);
  const source = await getSource(context, id);
  const sample =
    sampleId === undefined ? { headers, body } : await sampleById(context.sql, id, sampleId);
  if (sample === null) throw new AppError("not_found", "there is no such sample any more");
  const workspace = await findWorkspace(context.sql);
  const headersOfSample = lowerCased(sample.headers);
  const delivery = { ...deliveryOf(source.preset, headersOfSample, sample.body), workspace };
  const mapped = await mapDelivery(context.renderer, id, mapping ?? source.mapping, delivery);
  const { outcome, ignored } = mapped;
  if (mapped.outcome !== "event") {
    return { outcome, reason: mapped.reason, event: null, ignored };
  }
  const { typeKey, keyValue, params, identities, messageId, occurredAt } = mapped.event;
  return {
    outcome,
    reason: null,
    ignored,
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

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
