import { z } from "zod";
import { id, instant } from "./fields.ts";
import { pageOf, pageQuery } from "./page.ts";

/** The kinds of things whose changes by people and keys are logged (migration 0026). */
export const auditedEntities = [
  "apiKey",
  "binding",
  "bulkAction",
  "channel",
  "contact",
  "contactImport",
  "eventType",
  "fanOut",
  "holidayCalendar",
  "message",
  "notificationRule",
  "notificationTarget",
  "order",
  "partial",
  "person",
  "product",
  "promoPool",
  "run",
  "secret",
  "segment",
  "setting",
  "source",
  "suppression",
  "template",
  "topic",
  "webhook",
  "workflow",
  "workflowVersion",
] as const;

const actorKinds = ["person", "key"] as const;
const actions = ["created", "updated", "deleted"] as const;

export const auditLogQuery = pageQuery
  .extend({
    actorKind: z.enum(actorKinds).optional(),
    actorId: id.optional().meta({ description: "The id of a person or an API key" }),
    entity: z.enum(auditedEntities).optional(),
    entityId: z
      .string()
      .max(200)
      .optional()
      .meta({ description: "The entity's id; the name of a secret, partial or setting" }),
    action: z.enum(actions).optional(),
    from: instant.optional().meta({ description: "Changed at or after" }),
    to: instant.optional().meta({ description: "Changed before" }),
  })
  .meta({ id: "AuditLogQuery" });

const values = z
  .record(z.string(), z.unknown())
  .nullable()
  .meta({
    description:
      "The fields that differ. A value that may not be shown (a secret, anything about a contact or " +
      "an order) is `{hidden: true}`; a large one is its size and MD5 hash",
  });

export const auditEntry = z
  .strictObject({
    id: z.string(),
    at: z.date(),
    actor: z.strictObject({
      kind: z.enum(actorKinds),
      id: z.guid().nullable().meta({ description: "Null: the API key of the environment" }),
      name: z.string().nullable().meta({ description: "Null: deleted since, or it has none" }),
    }),
    request: z.string().nullable().meta({
      description: "What was asked for",
      example: "PATCH /api/v1/segments/:id",
    }),
    entity: z.enum(auditedEntities),
    entityId: z.string(),
    entityName: z
      .string()
      .nullable()
      .meta({
        description:
          "What it is called now, of a trigger or version its workflow; null: it is gone, has no name, or is " +
          "a contact, an order or an address",
      }),
    action: z.enum(actions).meta({
      description: "What happened to the entity; a part that came or went is an update of it",
    }),
    before: values,
    after: values,
  })
  .meta({ id: "AuditEntry" });

export const auditLogPage = pageOf(auditEntry).meta({ id: "AuditLogPage" });

export type AuditLogQuery = z.output<typeof auditLogQuery>;
export type AuditEntry = z.input<typeof auditEntry>;
