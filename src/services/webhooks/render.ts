import type { WebhookRequest } from "../../blocks/webhook-request.ts";
import { renderTree } from "../../domain/template-tree.ts";
import { renderTemplate } from "../../domain/template.ts";
import type { OutsideRequest } from "../../platform/address-guard/request.ts";

export type RenderedWebhook =
  | {
      outcome: "rendered";
      request: OutsideRequest;
      /** What must not be kept should it come back: secrets, and headers made of them. */
      hidden: string[];
    }
  | { outcome: "faulty"; message: string };

const mostBytes = 256 * 1024;
const named = /\bsecrets\s*(?:\.\s*([A-Za-z]\w*)|\[\s*\\?["']([A-Za-z]\w*)\\?["']\s*\])/g;

/** The secrets that a template names: by a name that stands in it, never by one from outside. */
function namedIn(text: string): string[] {
  return [...text.matchAll(named)].flatMap(([, dotted, quoted]) => dotted ?? quoted ?? []);
}

export function secretsNamed({ url, headers, body }: WebhookRequest): string[] {
  return secretsIn([url, headers, body]);
}

/** The secrets that any templates in some settings name. */
export function secretsIn(settings: unknown): string[] {
  return [...new Set(namedIn(JSON.stringify(settings)))];
}

/** The request as it goes out. It holds secrets: it is neither kept nor logged. */
export function renderWebhook(
  webhook: WebhookRequest,
  secrets: Record<string, string>,
  step: { id: string; isTest: boolean },
): RenderedWebhook {
  const seen = { ...webhook.facts, secrets };
  try {
    const headers: Record<string, string> = { "user-agent": "Campanile" };
    const confidential = new Set<string>();
    let body: string | null = null;
    if (webhook.body !== null) {
      const isText = typeof webhook.body === "string";
      headers["content-type"] = isText ? "text/plain; charset=utf-8" : "application/json";
      body =
        typeof webhook.body === "string"
          ? renderTemplate("text", webhook.body, seen)
          : JSON.stringify(renderTree(webhook.body, seen));
    }
    for (const [given, template] of Object.entries(webhook.headers)) {
      const name = given.toLowerCase();
      headers[name] = renderTemplate("text", template, seen).trim();
      // oxlint-disable-next-line no-control-regex -- what may not stand in a header
      if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(headers[name])) {
        return { outcome: "faulty", message: `the header ${name} has a line break` };
      }
      if (namedIn(template).length > 0) confidential.add(name);
    }
    headers["idempotency-key"] = step.id;
    if (step.isTest) headers["campanile-test"] = "true";
    const hidden = [...confidential].flatMap((name) => {
      const value = headers[name] ?? "";
      // Behind a scheme, such as Basic.
      return [value, value.split(" ").at(-1) ?? ""];
    });
    const hasSecretBody = namedIn(JSON.stringify(webhook.body)).length > 0;
    return {
      outcome: "rendered",
      hidden: [...Object.values(secrets), ...hidden].filter((text) => text !== ""),
      request: {
        method: webhook.method,
        url: renderTemplate("text", webhook.url, seen).trim(),
        headers,
        body,
        confidential: { headers: confidential, body: hasSecretBody },
        timeoutMs: webhook.timeoutSeconds * 1_000,
        mostBytes,
      },
    };
  } catch (error) {
    const [line = ""] = (error as Error).message.split("\n");
    return { outcome: "faulty", message: `a template could not be rendered: ${line}` };
  }
}
