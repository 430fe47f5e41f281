import { z } from "zod";
import { isTimeZone } from "../../domain/frequency.ts";
import type { Identity } from "../../domain/identity.ts";
import { parseIdentity } from "../../domain/identity.ts";
import { identitiesIn } from "../identifying-params.ts";
import { instant, textOrNumber, truth } from "./fields.ts";
import { identityNotes, identityShown, unownedIdentity } from "./identities.ts";
import { pageQuery } from "./page.ts";
import { contactChannel, contactTopic } from "./topics.ts";

const personName = z.string().trim().max(200).nullish();

const attributes = z
  .record(z.string().trim().min(1).max(100), z.unknown())
  .meta({ description: "Merged into what is there, key by key; null deletes a key" });

const profile = {
  firstName: personName,
  lastName: personName,
  language: z
    .string()
    .regex(
      /^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8}){0,15}$/,
      "must be a language tag such as en or pt-BR",
    )
    .nullish(),
  timeZone: z
    .string()
    .refine(isTimeZone, "must be an IANA time zone such as Europe/Madrid")
    .nullish(),
  attributes: attributes.optional(),
};

/** All of a contact that identifies nobody. */
export const contactProfile = z.strictObject(profile);

const identity = textOrNumber.nullish();

/** A contact to make or to change. */
export const contactUpsert = z
  .strictObject({
    contactId: identity.meta({ description: "Your own id of the person" }),
    email: identity,
    phone: identity.meta({ description: "With its country code" }),
    telegram: identity.meta({ description: "The id of the chat with your bot" }),
    viber: identity.meta({ description: "The id that Viber gives your bot" }),
    slack: identity.meta({ description: "The id of the member" }),
    pushToken: identity,
    contactKey: identity.meta({ description: "Another id of yours" }),
    anonymousId: identity,
    ...profile,
  })
  .meta({ id: "ContactUpsert" })
  .transform((upsert, check) => {
    const { contactId, email, phone, telegram, viber, slack, ...others } = upsert;
    const { pushToken, contactKey, anonymousId, ...rest } = others;
    const chats = { telegram, viber, slack };
    const given = { contactId, email, phone, ...chats, pushToken, contactKey, anonymousId };
    const { identities, faults } = identitiesIn(
      Object.entries(given).map(([name, value]) => ({ name, value, path: [name] })),
    );
    for (const fault of faults) check.addIssue({ code: "custom", ...fault });
    if (identities.length === 0 && faults.length === 0) {
      const message =
        "at least one of contactId, email, phone, telegram, viber, slack, pushToken, contactKey, anonymousId is needed";
      check.addIssue({ code: "custom", message });
    }
    return { identities, profile: rest };
  });

function address(kind: "email" | "phone") {
  return textOrNumber
    .transform((value, check): Identity => {
      const parsed = parseIdentity(kind, value);
      if (parsed.outcome === "identity") return parsed.identity;
      const message = parsed.outcome === "invalid" ? parsed.message : "must not be empty";
      check.addIssue({ code: "custom", message });
      return z.NEVER;
    })
    .nullish();
}

export const contactChange = z
  .strictObject({
    email: address("email").meta({ description: "null forgets every e-mail of the contact" }),
    phone: address("phone").meta({ description: "null forgets every phone of the contact" }),
    ...profile,
  })
  .refine((change) => Object.keys(change).length > 0, "must change something")
  .meta({ minProperties: 1, id: "ContactChange" });

export type ContactChange = z.output<typeof contactChange>;
export type Profile = Omit<ContactChange, "email" | "phone">;

/** Identities to look for, in normal form. */
export const contactSearchQuery = pageQuery
  .extend({
    email: z.string().optional(),
    phone: z.string().optional(),
    contactId: z.string().optional().meta({ description: "Your id of the person, or Campanile's" }),
    search: z
      .string()
      .trim()
      .max(200)
      .optional()
      .meta({
        description:
          "The beginning of an e-mail address, a phone number, your id, a name or a last name; " +
          "looked for among the first 1,000 of each by the alphabet",
      }),
    segment: z.string().max(200).optional().meta({ description: "A segment's id or name" }),
    topic: z
      .string()
      .max(200)
      .optional()
      .meta({ description: "Subscribed to the topic with this key" }),
    has: z.enum(["email", "phone", "push"]).optional().meta({
      description: "Has an e-mail address, a phone number, or a device that takes notifications",
    }),
    reachable: truth.optional().meta({
      description: "Has not unsubscribed from all marketing (or, with false, has)",
    }),
    createdFrom: instant.optional().meta({ description: "Created at or after" }),
    createdTo: instant.optional().meta({ description: "Created before" }),
  })
  .transform(({ email, phone, contactId, ...rest }, check) => {
    const { identities, faults } = identitiesIn(
      Object.entries({ email, phone, contactId }).map(([name, value]) => ({
        name,
        value,
        path: [name],
      })),
    );
    for (const fault of faults) check.addIssue({ code: "custom", ...fault });
    return { ...rest, identities };
  });

export const contactSummary = z
  .strictObject({
    id: z.guid(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    language: z.string().nullable(),
    timeZone: z.string().nullable(),
    attributes: z.record(z.string(), z.unknown()),
    source: z.string().meta({ description: "What made it: event, order, api, …" }),
    createdAt: z.date(),
    updatedAt: z.date(),
  })
  .meta({ id: "ContactSummary" });
export type ContactSummary = z.input<typeof contactSummary>;

export const contact = contactSummary
  .extend({
    identities: z.array(identityShown),
    unowned: z.array(unownedIdentity).meta({
      description: "What was said of it and does not find it: given up, or another contact's",
    }),
    segments: z.array(z.strictObject({ id: z.guid(), name: z.string() })),
    topics: z.array(contactTopic),
    channels: z
      .array(contactChannel)
      .meta({ description: "What was said for single channels, which goes before the rest" }),
    unsubscribed: z
      .boolean()
      .meta({ description: "From all marketing messages, by every channel" }),
    emailConfirmed: z
      .boolean()
      .meta({ description: "Whether its owner has confirmed the present e-mail address" }),
  })
  .meta({ id: "Contact" });
export type ContactDetails = z.input<typeof contact>;

/** A key of a page is public: whoever has it must not read people by their addresses. */
export const contactForCaller = z.union([contact, z.strictObject({ id: z.guid() })]).meta({
  description: "With a key that has not the scope read: its id alone",
});

export const upsertedContact = z
  .strictObject({
    contact: contactForCaller,
    made: z.boolean(),
    conflicts: z
      .array(identityShown)
      .meta({ description: "Identities that belong to another contact: left there, not merged" }),
    ignored: identityNotes.ignored,
  })
  .meta({ id: "UpsertedContact" });

export const chatLinks = z
  .strictObject({
    telegram: z.string().nullable(),
    viber: z.string().nullable(),
  })
  .meta({ id: "ChatLinks", description: "Null: the channel is not set up" });
