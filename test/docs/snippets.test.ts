import { expect, test } from "vitest";
import { z } from "zod";
import { createBindingBody, updateBindingBody } from "../../src/contract/api/binding.ts";
import { manualStart } from "../../src/contract/api/contact-actions.ts";
import { newContactImport } from "../../src/contract/api/contact-imports.ts";
import { contactUpsert } from "../../src/contract/api/contacts.ts";
import { newNotificationRule } from "../../src/contract/api/notifications.ts";
import { newEventType } from "../../src/contract/api/event-types.ts";
import { eventsBody } from "../../src/contract/api/event.ts";
import { ordersBody } from "../../src/contract/api/orders.ts";
import { newApiKey } from "../../src/contract/api/api-keys.ts";
import { testMessage } from "../../src/contract/api/channels.ts";
import { newSource, sourceMapping, sourceTry } from "../../src/contract/api/sources.ts";
import { newTemplate, previewTemplateBody } from "../../src/contract/api/template.ts";
import { testLaunchBody } from "../../src/contract/api/test-launch.ts";
import { newActivityWebhook } from "../../src/contract/api/webhooks.ts";
import { createWorkflowBody } from "../../src/contract/api/workflow.ts";
import { definitionSchema } from "../../src/contract/definition.ts";
import { incomingEvent } from "../../src/contract/incoming-event.ts";
import { definitionIssues } from "../../src/services/workflows/check-definition.ts";
import { codeBlocks, pages } from "./markdown.ts";
import { renderer } from "../support/renderer.ts";

/** What a mark behind `json` promises. */
const marked: Record<string, z.ZodType> = {
  event: incomingEvent,
  workflow: createWorkflowBody,
  definition: definitionSchema,
  binding: createBindingBody,
  "binding-change": updateBindingBody,
  block: definitionSchema.shape.blocks.element,
  template: newTemplate,
  mapping: sourceMapping,
};

/** What a curl's address takes; several events and orders are parsed one by one by the API. */
const posted: Record<string, z.ZodType> = {
  event: incomingEvent,
  events: eventsBody,
  orders: ordersBody,
  upsert: contactUpsert,
  "event-types": newEventType,
  preview: previewTemplateBody,
  "test-launch": testLaunchBody,
  "notification-rules": newNotificationRule,
  // test/docs/run-snippets.test.ts sends these.
  cloudevents: z.looseObject({}),
  "contact-imports": newContactImport,
  sources: newSource,
  try: sourceTry,
  "api-keys": newApiKey,
  start: manualStart,
  test: testMessage,
  webhooks: newActivityWebhook,
};

const snippets = pages().flatMap((page) => codeBlocks(page).map((block) => ({ page, ...block })));
const json = snippets
  .filter(({ language }) => language === "json")
  .map(({ page, mark, code }, index) => ({
    name: `${page}, JSON ${index + 1} ${mark}`,
    mark,
    code,
  }));
const bodies = snippets
  .filter(({ language }) => language === "sh")
  .flatMap(({ page, code }) =>
    [...code.matchAll(/curl -X POST (\S+)[^']*?-d '(\{[\s\S]*?\})'/g)].map(
      ([, url = "", body = ""], index) => ({
        name: `${page}, curl ${index + 1} to ${url}`,
        endpoint: url.split("/").at(-1) ?? "",
        body,
      }),
    ),
  );

test.each(json)("$name is what it is marked as", ({ mark, code }) => {
  const value: unknown = JSON.parse(code);
  if (mark === "") return;
  const schema = marked[mark];
  if (schema === undefined) throw new Error(`nothing is marked "${mark}"`);
  expect(schema.safeParse(value).error?.issues).toBeUndefined();
});

test.each(json.filter(({ mark }) => mark === "workflow" || mark === "definition"))(
  "$name could be published",
  async ({ mark, code }) => {
    const value = JSON.parse(code) as { draft?: unknown };
    const definition = mark === "workflow" ? value.draft : value;
    expect(await definitionIssues(renderer, definition)).toEqual([]);
  },
);

test.each(bodies)("$name is taken", ({ endpoint, body }) => {
  const schema = posted[endpoint];
  if (schema === undefined) throw new Error(`no schema for ${endpoint}`);
  expect(schema.safeParse(JSON.parse(body)).error?.issues).toBeUndefined();
});

test("the guides have snippets of each kind", () => {
  const marks = new Set(json.map(({ mark }) => mark));
  expect(Object.keys(marked).filter((mark) => !marks.has(mark))).toEqual([]);
  expect(bodies.length).toBeGreaterThan(5);
});
