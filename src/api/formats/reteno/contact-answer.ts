import type { ServiceContext } from "../../../services/context.ts";
import type { Identity } from "../../../domain/identity.ts";
import type { ContactInPage } from "../../../services/contacts/page.ts";
import { numbersFor } from "../../../services/numeric-ids/numeric-ids.ts";
import { addressFields } from "./contact-form.ts";

/** The one catalog that there is: its clients want to see a number. */
export const addressBookId = 1;

/** Contacts as its clients read them: ids as numbers, and no field that is empty. */
export async function contactsAnswer(
  context: ServiceContext,
  contacts: readonly ContactInPage[],
): Promise<object[]> {
  const ids = await numbersFor(
    context,
    "contact",
    contacts.map(({ id }) => id),
  );
  const groups = await numbersFor(
    context,
    "segment",
    contacts.flatMap(({ segments }) => segments.map(({ id }) => id)),
  );
  return contacts.map((contact) => {
    const { identities, attributes } = contact;
    const valuesOf = (kind: Identity["kind"]) =>
      identities.filter((identity) => identity.kind === kind).map(({ value }) => value);
    return {
      id: ids.get(contact.id),
      addressBookId,
      ...filled("firstName", contact.firstName),
      ...filled("lastName", contact.lastName),
      channels: [
        ...channel("email", contact.email),
        ...channel("sms", contact.phone),
        ...valuesOf("pushToken").flatMap((value) => channel("mobilepush", value)),
        ...webPushTokens(attributes).flatMap((value) => channel("webpush", value)),
      ],
      ...addressOf(attributes),
      fields: fieldsOf(attributes),
      groups: contact.segments.map(({ id, name }) => ({
        id: groups.get(id),
        name,
        type: "Static",
      })),
      ...filled("contactKey", valuesOf("contactKey")[0]),
      ...filled("externalCustomerId", valuesOf("contactId")[0]),
      ...filled("languageCode", contact.language),
      ...filled("timeZone", contact.timeZone),
    };
  });
}

const filled = (name: string, value: string | null | undefined) =>
  value === null || value === undefined ? {} : { [name]: value };

const channel = (type: string, value: string | null) => (value === null ? [] : [{ type, value }]);

function webPushTokens({ webPushTokens: tokens }: Record<string, unknown>): string[] {
  return Array.isArray(tokens) ? tokens.filter((token) => typeof token === "string") : [];
}

/** All four or none: its clients read each without a look. */
function addressOf(attributes: Record<string, unknown>): object {
  if (addressFields.every((name) => attributes[name] === undefined)) return {};
  return {
    address: Object.fromEntries(addressFields.map((name) => [name, attributes[name] ?? ""])),
  };
}

function fieldsOf(attributes: Record<string, unknown>): { id: number | string; value: unknown }[] {
  return Object.entries(attributes).flatMap(([name, value]) => {
    const field = /^field_(.+)$/.exec(name)?.[1];
    if (field === undefined) return [];
    return [{ id: /^\d{1,15}$/.test(field) ? Number(field) : field, value }];
  });
}
