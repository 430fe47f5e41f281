import { z } from "zod";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import type { TemplateTree } from "../domain/template-tree.ts";
import { treeErrors } from "../domain/template-tree.ts";
import { templateError } from "../domain/template.ts";
import type { BlockIssue } from "./block.ts";
import { defineBlock } from "./block.ts";
import { variableName } from "./settings.ts";
import { webhookMethods } from "./webhook-request.ts";

const headerName = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, "is no name of a header");

/** Headers that belong to the connection, or that tell a repeated request. */
const ownHeaders = new Set([
  "host",
  "content-length",
  "transfer-encoding",
  "connection",
  "keep-alive",
  "upgrade",
  "expect",
  "te",
  "trailer",
  "idempotency-key",
]);

const tree: z.ZodType<TemplateTree> = z
  .lazy(() =>
    z.union([
      z.string(),
      z.number(),
      z.boolean(),
      z.null(),
      z.array(tree),
      z.record(z.string(), tree),
    ]),
  )
  // In place: what is below refers to this very schema.
  .register(z.globalRegistry, { id: "TemplateTree", description: "JSON whose texts are Liquid" });

const schema = z.strictObject({
  method: z.enum(webhookMethods).default("POST").meta({ title: "Method" }),
  url: z.string().trim().max(4_000).default("").meta({ title: "Address", widget: "liquid" }),
  headers: z
    .record(headerName, z.string().max(10_000))
    .default({})
    .meta({ title: "Headers", widget: "keyValue" }),
  body: tree
    .refine((value) => JSON.stringify(value).length <= 200_000, "must have at most 200 kB as JSON")
    .nullable()
    .default(null)
    .meta({
      title: "Body",
      description: "A text is sent as it is, anything else as JSON; its texts are Liquid",
      widget: "webhookBody",
    }),
  expect: z.array(z.int().min(100).max(599)).min(1).max(20).optional().meta({
    title: "Statuses that mean success",
    description: "By default 200 to 299",
    widget: "numbers",
  }),
  timeoutSeconds: z.number().min(1).max(60).default(10).meta({
    title: "Seconds to wait for the answer",
  }),
  attempts: z.int().min(1).max(10).default(5).meta({
    title: "Attempts",
    description: "How often it is tried when the other side is away or overloaded",
  }),
  retrySeconds: z.number().min(1).max(3_600).default(10).meta({
    title: "Seconds before the second attempt",
    description: "Doubled with each one, up to an hour",
  }),
  variable: variableName.default("webhook"),
});

function issues({ method, url, headers, body }: z.output<typeof schema>): BlockIssue[] {
  const found: BlockIssue[] = [];
  if (url === "") found.push({ field: "url", message: "the webhook has no address" });
  else if (!/^(https?:\/\/|\{\{|\{%)/i.test(url)) {
    found.push({ field: "url", message: "must begin with https:// or http://" });
  }
  for (const [field, template] of Object.entries({ url, ...prefixed(headers) })) {
    const message = templateError(template);
    if (message !== null) found.push({ field, message });
  }
  for (const name of Object.keys(headers)) {
    if (ownHeaders.has(name.toLowerCase())) {
      found.push({ field: `headers.${name}`, message: "is set by Campanile" });
    }
  }
  if (body !== null && method === "GET") {
    found.push({ field: "body", message: "a GET has no body" });
  }
  return [...found, ...treeErrors(body, "body")];
}

function prefixed(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [`headers.${name}`, value]),
  );
}

/** The literal host of an address: a path may hold a key, and a summary is read by anybody. */
function hostIn(url: string): string {
  return /^https?:\/\/(?:[^/?#{@]*@)?([^/?#{@\s]+)(?=[/?#]|$)/i.exec(url)?.[1] ?? "";
}

export const webhook = defineBlock({
  kind: "webhook",
  label: "Webhook",
  description: "Calls a system outside by HTTP, and keeps what it answers in a variable.",
  group: "data",
  schema,
  example: { url: "https://example.com/hooks/order", body: { order: "{{ event.keyValue }}" } },
  role: "step",
  place: "webhook",
  branches: ["ok", "failed"],
  branchLabels: { ok: "Succeeded", failed: "Failed" },
  summary: ({ method, url }) => sayBlock("webhook", { call: `${method} ${hostIn(url)}`.trim() }),
  issues: issues,
  sets: ({ variable }) => [{ name: variable, holds: "webhookAnswer" }],
  perform: async (config, context) => {
    await context.call({
      ...config,
      expect: config.expect ?? null,
      facts: await context.facts(),
    });
    return { branch: "ok", note: sayVisit("called") };
  },
});
