import { z } from "zod";
import { contactForm, givenContact } from "./contact-form.ts";
import { tellMisnamed } from "./misnamed.ts";
import { contactsAnswer } from "./contact-answer.ts";
import { eventTypeKey } from "../../../contract/api/event.ts";
import type { ImportedContact } from "../../../contract/contact-import.ts";
import { importedContact } from "../../../contract/contact-import.ts";
import { AppError } from "../../../contract/errors.ts";
import { parse } from "../../../contract/parse.ts";
import type { ServiceContext } from "../../../services/context.ts";
import { eraseContact, getContact, noContact } from "../../../services/contacts/contacts.ts";
import { subscribeContact, subscriptionKey } from "../../../services/contacts/subscribe.ts";
import { importOne } from "../../../services/contact-imports/import-contacts.ts";
import { idGiven, numberOf } from "../../../services/numeric-ids/numeric-ids.ts";
import { registerDevices } from "./devices-of.ts";
import type { Endpoint } from "./endpoint.ts";
import { mebibyte } from "./endpoint.ts";

const body = { limit: mebibyte };
const onePath = "/api/v1/contact/:id";

const subscription = tellMisnamed(
  z.looseObject({
    contact: contactForm,
    groups: z.array(z.string().trim().min(1).max(200)).max(100).nullish(),
    subscriptions: z.array(z.string().trim().min(1).max(200)).max(100).nullish(),
    formType: z.string().trim().nullish(),
  }),
  {
    topics: "subscriptions",
    categories: "subscriptions",
    groupNames: "groups",
    segments: "groups",
    form: "formType",
  },
);

/** Contacts, one at a time. */
export const contactEndpoints: Endpoint[] = [
  {
    method: "post",
    path: "/api/v1/contact",
    scope: "send",
    body,
    handle: async ({ context }, call) => {
      const form = parse(contactForm, call.body);
      const id = await importOne(context, namedContact(form), { kind: "anything" });
      await registerDevices(context, id, form);
      return { json: { id: await numberOf(context, "contact", id) } };
    },
  },
  {
    method: "post",
    path: "/api/v1/contact/subscribe",
    scope: "send",
    body,
    handle: async ({ context }, call) => {
      const { contact: form, groups, subscriptions, formType } = parse(subscription, call.body);
      const { identities, profile, segments } = namedContact(form);
      const subscribed = await subscribeContact(context, {
        identities,
        profile,
        segments: [...new Set([...(groups ?? []), ...segments])],
        topics: subscriptions ?? [],
        form: formOf(formType),
      });
      await registerDevices(context, subscribed.contactId, form);
      return { json: { id: await numberOf(context, "contact", subscribed.contactId) } };
    },
  },
  {
    method: "get",
    path: onePath,
    scope: "read",
    handle: async ({ context }, { request }) => {
      const id = await knownId(context, request.params["id"]);
      const [contact] = await contactsAnswer(context, [await getContact(context, id)]);
      return { json: contact };
    },
  },
  {
    method: "put",
    path: onePath,
    scope: "send",
    body,
    handle: async ({ context }, { request, body: given }) => {
      const id = await knownId(context, request.params["id"]);
      const form = parse(contactForm, given);
      await importOne(context, { ...readContact(form), id }, { kind: "id" });
      await registerDevices(context, id, form);
      // Word for word: clients compare it.
      return { text: `Contact with id='${String(request.params["id"])}' has been updated` };
    },
  },
  {
    method: "delete",
    path: onePath,
    scope: "manage",
    handle: async ({ context }, { request }) => {
      await eraseContact(context, await knownId(context, request.params["id"]));
      return { text: `Contact with id='${String(request.params["id"])}' has been deleted` };
    },
  },
];

async function knownId(context: ServiceContext, given: unknown): Promise<string> {
  const id = await idGiven(context, "contact", String(given));
  if (id === null) throw noContact();
  return id;
}

/** @throws AppError `invalid` */
function readContact(form: z.output<typeof contactForm>): ImportedContact {
  const parsed = importedContact(givenContact(form));
  if (parsed.ok) return parsed.contact;
  throw new AppError("invalid", "the contact has a fault", { faults: parsed.faults });
}

/** @throws AppError `invalid`, also for one that nothing would find again */
function namedContact(form: z.output<typeof contactForm>): ImportedContact {
  const contact = readContact(form);
  if (contact.identities.length > 0) return contact;
  const message = "a channel, externalCustomerId or contactKey is needed";
  throw new AppError("invalid", message, { faults: [{ path: "channels", message }] });
}

/** @throws AppError `invalid` where no event type could be called by it */
function formOf(formType: string | null | undefined): string | null {
  if (formType === undefined || formType === null || formType === "") return null;
  const key = eventTypeKey.safeParse(subscriptionKey(false, formType));
  if (key.success) return formType;
  const message = `${key.error.issues[0]?.message ?? "can't be used"}, as an event type's key ends with it`;
  throw new AppError("invalid", "the body has a fault", {
    faults: [{ path: "formType", message }],
  });
}
