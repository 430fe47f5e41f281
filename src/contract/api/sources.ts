import { z } from "zod";
import { sourcePresetNames } from "../../domain/webhook-sources/presets.ts";
import { signatureAlgorithms, signatureEncodings } from "../../domain/webhook-sources/signature.ts";
import { identityKinds } from "../../domain/identity.ts";
import { id, title } from "./fields.ts";

/** Whether it can be read as Liquid, services look. */
const template = z.string().max(2_000);

const told = (description: string) => template.optional().meta({ description });

const orderMapping = z
  .strictObject({
    status: template.min(1).meta({
      description: "INITIALIZED, IN_PROGRESS, DELIVERED, CANCELLED or ABANDONED_SHOPPING_CART",
    }),
    externalOrderId: told("By default the event's key"),
    date: told("When it was ordered; by default when the event happened"),
    totalCost: template.optional(),
    currency: template.optional(),
    shipping: template.optional(),
    discount: template.optional(),
    taxes: template.optional(),
    restoreUrl: template.optional(),
    statusDescription: template.optional(),
    storeId: template.optional(),
    deliveryMethod: template.optional(),
    paymentMethod: template.optional(),
    deliveryAddress: template.optional(),
    items: z
      .strictObject({
        each: template.min(1).meta({ description: "The list; templates see an entry as `item`" }),
        externalItemId: template.optional(),
        name: template.optional(),
        category: template.optional(),
        quantity: template.optional(),
        cost: template.optional(),
        url: template.optional(),
        imageUrl: template.optional(),
        description: template.optional(),
      })
      .optional(),
  })
  .meta({ id: "SourceOrderMapping" });

export const sourceMapping = z
  .strictObject({
    each: template
      .min(1)
      .optional()
      .meta({
        description:
          "The list whose entries are an event each: a path such as `body.events`, `body` itself, or a " +
          "template that is one variable. Templates see an entry as `item`, its place as `index`",
        example: "body.events",
      }),
    eventType: template.min(1).meta({
      description: "The event's type; where it comes out blank, a delivery is passed over",
      example: "shopify {{ topic }}",
    }),
    key: told("The event's own key; by default the contact's identity, else the delivery's id"),
    messageId: told("By what a repetition is known; by default the provider's id of the delivery"),
    occurredAt: told("When it happened: a date, or seconds since 1970"),
    contact: z
      .strictObject({
        contactId: template.optional(),
        email: template.optional(),
        phone: template.optional(),
        pushToken: template.optional(),
        anonymousId: template.optional(),
        firstName: template.optional(),
        lastName: template.optional(),
        language: template.optional(),
        timeZone: template.optional(),
      })
      .default({})
      .meta({
        description:
          "Whom it is about, and the names that the contact gets; what can't be read is left out",
      }),
    params: z
      .record(z.string().min(1).max(100), template)
      .nullable()
      .default(null)
      .meta({ description: "What the event says; null is the whole body, or the whole entry" }),
    order: orderMapping.nullish().meta({
      description:
        "An order that is kept beside the event; where `status` comes out blank, none is",
    }),
  })
  .meta({
    id: "SourceMapping",
    description:
      "Liquid templates over `body`, `headers` (names in lower case), `topic`, `delivery` and `item`. " +
      "A template that is one variable keeps its kind: a number, a list.",
  });

const sourceSignature = z
  .strictObject({
    header: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,100}$/, "must be the name of a header")
      .toLowerCase(),
    algorithm: z.enum(signatureAlgorithms).default("sha256"),
    encoding: z.enum(signatureEncodings).default("hex"),
    prefix: z.string().max(50).default("").meta({ description: "What stands before it" }),
  })
  .meta({ id: "SourceSignature", description: "An HMAC of the body, in a header" });

const secret = z
  .string()
  .min(8, "must have at least 8 characters")
  .max(1_000)
  .meta({ description: "With what its provider signs; never shown again", writeOnly: true });

export const newSource = z
  .strictObject({
    name: title(200),
    preset: z.enum(sourcePresetNames),
    secret: secret.optional(),
    signature: sourceSignature.nullish().meta({
      description: "For `custom`: how it signs. Without it the address holds a token",
    }),
    mapping: sourceMapping.optional().meta({ description: "By default the preset's" }),
  })
  .refine(({ preset, signature }) => preset === "custom" || signature == null, {
    path: ["signature"],
    message: "is known for this preset: leave it out",
  })
  .meta({ id: "NewSource" });
export type NewSource = z.output<typeof newSource>;

export const sourceChange = z
  .strictObject({
    name: title(200).optional(),
    enabled: z.boolean().optional().meta({ description: "Off: its address answers 404" }),
    secret: secret.optional(),
    mapping: sourceMapping.optional(),
  })
  .meta({ id: "SourceChange" });
export type SourceChange = z.output<typeof sourceChange>;

export const source = z
  .strictObject({
    id: z.guid(),
    name: z.string(),
    preset: z.enum(sourcePresetNames),
    verification: z.enum(["signature", "token"]),
    address: z.string().meta({ description: "Where it takes deliveries; without its token" }),
    signature: sourceSignature.nullable(),
    hasSecret: z.boolean().meta({ description: "Without one, what should be signed is refused" }),
    enabled: z.boolean(),
    mapping: sourceMapping,
    lastReceivedAt: z.date().nullable(),
    createdAt: z.date(),
    updatedAt: z.date(),
  })
  .meta({ id: "Source" });

/** The one answer in which a token is to be seen. */
export const sourceWithAddress = source
  .extend({ address: z.string().meta({ description: "With its token, shown this once" }) })
  .meta({ id: "SourceWithAddress" });

const sourceSample = z
  .strictObject({
    id: z.guid(),
    receivedAt: z.date(),
    headers: z.record(z.string(), z.string()),
    body: z.unknown(),
    outcome: z.enum(["sent", "duplicate", "skipped", "refused"]),
    reason: z.string().nullable(),
    eventId: z.guid().nullable(),
  })
  .meta({ id: "SourceSample" });

export const sourceSamples = z.strictObject({ items: z.array(sourceSample) });

export const sourceTry = z
  .strictObject({
    sampleId: id.optional().meta({ description: "A delivery that was received" }),
    body: z.unknown().optional().meta({ description: "Or any body" }),
    headers: z.record(z.string(), z.string()).optional(),
    mapping: sourceMapping.optional().meta({ description: "By default the source's" }),
  })
  .refine(({ sampleId, body }) => (sampleId === undefined) !== (body === undefined), {
    message: "must have either sampleId or body",
  })
  .meta({ id: "SourceTry" });
export type SourceTry = z.output<typeof sourceTry>;

const triedEntry = z
  .strictObject({
    outcome: z.enum(["event", "skipped", "refused"]),
    reason: z.string().nullable(),
    event: z
      .strictObject({
        eventTypeKey: z.string(),
        keyValue: z.string(),
        messageId: z.string().nullable(),
        occurredAt: z.date().nullable(),
        identities: z.array(z.strictObject({ kind: z.enum(identityKinds), value: z.string() })),
        params: z.record(z.string(), z.unknown()),
      })
      .nullable(),
    ignored: z
      .array(z.strictObject({ path: z.string(), message: z.string() }))
      .meta({ description: "What could not be read, and was left out" }),
    contact: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: "Names that the contact would get" }),
    order: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: "The order that would be kept" }),
  })
  .meta({ id: "SourceTriedEntry" });

export const sourceTried = triedEntry
  .extend({
    entries: z.array(triedEntry).nullable().meta({
      description: "With `each`, what each entry would be; above stands the first that is an event",
    }),
  })
  .meta({ id: "SourceTried" });
