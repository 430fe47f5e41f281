import type { WebhookRequest } from "../../blocks/webhook-request.ts";
import { required } from "../../domain/required.ts";
import { sayVisit } from "../../domain/sentences/visit-sentences.ts";
import type { TemplateTree } from "../../domain/template-tree.ts";
import type { OutsideRequest } from "../../platform/address-guard/request.ts";
import { LimitExceeded } from "../../rendering/limits.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { RenderingFailed } from "../../rendering/renderer.ts";

export type RenderedWebhook =
  | {
      outcome: "rendered";
      request: OutsideRequest;
      /** What must not be kept should it come back: secrets, and headers made of them. */
      hidden: string[];
    }
  | { outcome: "faulty"; message: string };

const maxBytes = 256 * 1024;
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
export async function renderWebhook(
  renderer: Renderer,
  webhook: WebhookRequest,
  secrets: Record<string, string>,
  step: { id: string; isTest: boolean },
): Promise<RenderedWebhook> {
  const facts = { ...webhook.facts, secrets };
  const run = (templates: TemplateTree[], as: "text" | "value"): Promise<unknown[]> =>
    renderer.run("values", { templates, facts, as });
  try {
    const isText = typeof webhook.body === "string";
    const headerTemplates = Object.entries(webhook.headers);
    const texts = [webhook.url, ...headerTemplates.map(([, template]) => template)];
    const [url, ...values] = (await run(texts, "text")).map(String);
    const [content] =
      webhook.body === null ? [] : await run([webhook.body], isText ? "text" : "value");
    const headers: Record<string, string> = { "user-agent": "Campanile" };
    const confidential = new Set<string>();
    let body: string | null = null;
    if (webhook.body !== null) {
      headers["content-type"] = isText ? "text/plain; charset=utf-8" : "application/json";
      body = isText ? String(content) : JSON.stringify(content);
    }
    for (const [index, [given, template]] of headerTemplates.entries()) {
      const name = given.toLowerCase();
      headers[name] = required(values[index], `the value of the header ${name}`).trim();
      // oxlint-disable-next-line no-control-regex -- what may not stand in a header
      if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(headers[name])) {
        return { outcome: "faulty", message: sayVisit("lineBreak", { name }) };
      }
      if (namedIn(template).length > 0) confidential.add(name);
    }
    headers["idempotency-key"] = step.id;
    if (step.isTest) headers["campanile-test"] = "true";
    const hidden = [...confidential].flatMap((name) => {
      const value = required(headers[name], `the value of the header ${name}`);
      // A secret may stand behind a scheme, such as Basic.
      return [value, value.slice(value.lastIndexOf(" ") + 1)];
    });
    const hasSecretBody = namedIn(JSON.stringify(webhook.body)).length > 0;
    return {
      outcome: "rendered",
      hidden: [...Object.values(secrets), ...hidden].filter((text) => text !== ""),
      request: {
        method: webhook.method,
        url: required(url, "the address of a webhook").trim(),
        headers,
        body,
        confidential: { headers: confidential, body: hasSecretBody },
        timeoutMs: webhook.timeoutSeconds * 1_000,
        maxBytes,
      },
    };
  } catch (error) {
    if (!(error instanceof RenderingFailed || error instanceof LimitExceeded)) throw error;
    const [line = ""] = error.message.split("\n");
    return { outcome: "faulty", message: sayVisit("templateFailed", { why: line }) };
  }
}
