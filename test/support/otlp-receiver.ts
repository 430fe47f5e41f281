import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterwards } from "./afterwards.ts";

/** A span as a collector gets it by OTLP over HTTP. */
export interface ReceivedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: { key: string; value: Record<string, unknown> }[];
  /** Whose it is: `service.name`. */
  service: string;
}

interface Sent {
  resourceSpans: {
    resource: { attributes: ReceivedSpan["attributes"] };
    scopeSpans: { spans: Omit<ReceivedSpan, "service">[] }[];
  }[];
}

export interface OtlpReceiver {
  url: string;
  spans: ReceivedSpan[];
  /** All that was sent, as it came. */
  said(): string;
  /** What processes are to be told to send here, and soon. */
  env: Record<string, string>;
}

/** A collector that keeps what it is sent; ended afterwards. */
export async function otlpReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      bodies.push(JSON.stringify(body));
      for (const { resource, scopeSpans } of (body as Sent).resourceSpans) {
        const named = resource.attributes.find(({ key }) => key === "service.name");
        const service = String(named?.value["stringValue"]);
        for (const scope of scopeSpans) {
          spans.push(...scope.spans.map((span) => ({ ...span, service })));
        }
      }
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  afterwards(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    spans,
    said: () => bodies.join("\n"),
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_BSP_SCHEDULE_DELAY: "50" },
  };
}

/** A span with those that it stands below, the outermost first, up to one that was not received. */
export function lineOf(spans: readonly ReceivedSpan[], last: ReceivedSpan): ReceivedSpan[] {
  const line: ReceivedSpan[] = [];
  for (let span: ReceivedSpan | undefined = last; span !== undefined;) {
    line.unshift(span);
    const { traceId, parentSpanId }: ReceivedSpan = span;
    span = spans.find((one) => one.traceId === traceId && one.spanId === parentSpanId);
  }
  return line;
}
