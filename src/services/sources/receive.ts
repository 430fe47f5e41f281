import { newId } from "../../platform/new-id.ts";
import { findWorkspace } from "../../db/core/workspace.ts";
import { insertSample } from "../../db/events/source-samples.ts";
import type { SourceRow } from "../../db/events/sources.ts";
import { signatureHeader } from "../../domain/webhook-sources/signature.ts";
import type { Ingest } from "../../ingest/ingest.ts";
import type { ServiceContext } from "../context.ts";
import { deliveryOf, loggableHeaders } from "./delivery.ts";
import type { TextFault } from "./map-delivery.ts";
import { mapDelivery } from "./map-delivery.ts";
import type { Sent } from "./send.ts";
import { sendMapped } from "./send.ts";
import { schemeOf } from "./verify.ts";
import { saySource } from "../../domain/sentences/source-sentences.ts";

export type Received = Sent | { status: Sent["status"]; results: (Sent & { index: number })[] };

export interface ReceivedRequest {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: unknown;
  /** The body as it can be kept. */
  sample: unknown;
  textFault: TextFault;
}

const maxSampleBytes = 256 * 1024;
const maxReasonLength = 1_000;

/** Sends what a delivery, known to be genuine, is by its source's mapping, and keeps it as a sample. */
export async function receiveDelivery(
  deps: { context: ServiceContext; ingest: Ingest },
  source: SourceRow,
  request: ReceivedRequest,
  now: Date,
): Promise<Received> {
  const { context } = deps;
  const scheme = schemeOf(source);
  const headers = loggableHeaders(
    request.headers,
    scheme === null ? undefined : signatureHeader(scheme),
  );
  const workspace = await findWorkspace(context.sql);
  const delivery = { ...deliveryOf(source.preset, headers, request.body), workspace };
  const mapped = await mapDelivery(
    context.renderer,
    source.id,
    source.mapping,
    delivery,
    request.textFault,
  );
  const sent = await sendMapped(deps, mapped.isList ? mapped.entries : [mapped.only], now);
  const received = mapped.isList ? ofList(sent) : ofOne(sent);
  if (JSON.stringify(request.sample).length <= maxSampleBytes) {
    await insertSample(context.sql, source.id, {
      id: newId(),
      headers,
      body: request.sample,
      outcome: received.status,
      reason: reasonOf(received),
      eventId: sent.find((one) => "eventId" in one)?.eventId ?? null,
    });
  }
  return received;
}

function ofOne(sent: readonly Sent[]): Sent {
  const [one] = sent;
  if (one === undefined) throw new Error("one delivery was answered nothing");
  return one;
}

/** A list is as good as its best entry: what a repetition could not mend is not asked for again. */
function ofList(sent: readonly Sent[]): Received {
  const has = (status: Sent["status"]) => sent.some((one) => one.status === status);
  const best = (["sent", "duplicate", "refused"] as const).find(has) ?? "skipped";
  return { status: best, results: sent.map((one, index) => ({ index, ...one })) };
}

function reasonOf(received: Received): string | null {
  if (!("results" in received)) return "reason" in received ? received.reason : null;
  const { results } = received;
  const untaken = results.filter((one) => "reason" in one);
  if (untaken.length === 0) return null;
  const each = untaken
    .map(({ index, reason }) => saySource("entry", { index, why: reason }))
    .join("; ");
  return saySource("untaken", {
    untaken: untaken.length,
    number: results.length,
    reasons: each,
  }).slice(0, maxReasonLength);
}
