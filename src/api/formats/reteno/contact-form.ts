import { z } from "zod";
import { textOrNumber } from "../../../contract/api/fields.ts";
import type { GivenContact } from "../../../contract/contact-import.ts";
import type { IdentityKind } from "../../../domain/identity.ts";
import { tellMisnamed } from "./misnamed.ts";

const text = textOrNumber.nullish();
const id = z.union([z.string(), z.number()]);

const channel = z.looseObject({ type: z.string(), value: text, device: z.unknown().optional() });

const addressIn = (type: string) => ({
  meant: "channels",
  hint: `an address goes into "channels": [{"type": "${type}", "value": "…"}]`,
});
const inFields = {
  meant: "fields",
  hint: 'additional fields go into "fields": [{"id": 12345, "value": "…"}]',
};

const looseForm = z.looseObject({
  id: id.nullish(),
  firstName: text,
  lastName: text,
  channels: z.array(channel).max(100).nullish(),
  address: z.looseObject({ region: text, town: text, address: text, postcode: text }).nullish(),
  fields: z
    .array(z.looseObject({ id, value: z.unknown().optional() }))
    .max(1_000)
    .nullish(),
  groups: z
    .array(z.looseObject({ id: id.nullish(), name: z.string().trim().max(200).nullish() }))
    .max(100)
    .nullish(),
  contactKey: text,
  externalCustomerId: text,
  languageCode: text,
  timeZone: text,
});

/** A contact as its clients write it; what nobody knows is left aside. */
export const contactForm = tellMisnamed(looseForm, {
  email: addressIn("email"),
  emailAddress: addressIn("email"),
  phone: addressIn("sms"),
  phoneNumber: addressIn("sms"),
  sms: addressIn("sms"),
  pushToken: addressIn("mobilepush"),
  customFields: inFields,
  attributes: inFields,
  properties: inFields,
  groupNames: "groups",
  segments: "groups",
  externalId: "externalCustomerId",
  customerId: "externalCustomerId",
  userId: "externalCustomerId",
  language: "languageCode",
  locale: "languageCode",
});

export type ContactForm = z.output<typeof contactForm>;

const channelKinds: Record<string, IdentityKind> = {
  email: "email",
  sms: "phone",
  mobilepush: "pushToken",
};

export const addressFields = ["region", "town", "address", "postcode"] as const;

/** Under which name a contact's attribute keeps an additional field. */
export const fieldName = (field: string | number): string => `field_${field}`;

/** What has no home of its own is kept as attributes: address, additional fields; devices as they were given, too. */
export function givenContact(form: ContactForm): GivenContact {
  const channels = form.channels ?? [];
  const webPush = channels.filter(({ type }) => type === "webpush");
  const devices = channels.flatMap(({ device }) => device ?? []);
  const attributes = {
    ...Object.fromEntries(
      addressFields.flatMap((name) => {
        const value = form.address?.[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    ...Object.fromEntries(
      (form.fields ?? []).map(({ id: field, value }) => [fieldName(field), value ?? null]),
    ),
    ...(webPush.length > 0 && { webPushTokens: webPush.flatMap(({ value }) => value ?? []) }),
    ...(devices.length > 0 && { devices }),
  };
  return {
    identities: [
      { kind: "contactId", value: form.externalCustomerId },
      ...channels.flatMap(({ type, value }) => {
        const kind = channelKinds[type.toLowerCase()];
        return kind === undefined ? [] : [{ kind, value }];
      }),
      { kind: "contactKey", value: form.contactKey },
    ],
    profile: {
      ...said("firstName", form.firstName),
      ...said("lastName", form.lastName),
      ...said("language", form.languageCode),
      ...said("timeZone", form.timeZone),
      attributes,
    },
    segments: (form.groups ?? []).flatMap(({ name }) => name || []),
  };
}

/** An empty text empties a field, as null does. */
function said(name: string, value: string | null | undefined): Record<string, unknown> {
  return value === undefined ? {} : { [name]: value === "" ? null : value };
}
