import type { Delivery } from "../../domain/webhook-sources/mapping.ts";
import type { SourcePresetName } from "../../domain/webhook-sources/presets.ts";
import { presetOf } from "../../domain/webhook-sources/presets.ts";

/** What templates see of a request. */
export function deliveryOf(
  preset: SourcePresetName,
  headers: Record<string, string>,
  body: unknown,
): Delivery {
  const { topicHeader = "", deliveryHeaders = [] } = presetOf(preset);
  const delivery = deliveryHeaders.map((name) => headers[name]).find(Boolean) ?? "";
  return { body, headers, topic: headers[topicHeader] ?? "", delivery };
}

const secretHeaders = /^(authorization|cookie|proxy-authorization|host|connection|content-length)$/;
const maxHeaders = 50;
const maxHeaderLength = 1_000;

/** Headers without what is secret or says nothing, in bounds. */
export function loggableHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  signatureHeader: string | undefined,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .flatMap(([name, value]): [string, string][] =>
        typeof value !== "string" || secretHeaders.test(name) || name === signatureHeader
          ? []
          : [[name, value.slice(0, maxHeaderLength)]],
      )
      .slice(0, maxHeaders),
  );
}
