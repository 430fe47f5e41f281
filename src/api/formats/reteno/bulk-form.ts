import { z } from "zod";
import { importDelimiter, importEncoding } from "../../../contract/api/contact-imports.ts";
import { eventTypeKey } from "../../../contract/api/event.ts";
import type {
  FailedContact,
  FoundBy,
  ImportedContact,
  ImportOptions,
} from "../../../contract/contact-import.ts";
import { importedContact } from "../../../contract/contact-import.ts";
import type { FieldError } from "../../../contract/errors.ts";
import { parseOneOfMany } from "../../../contract/parse.ts";
import { required } from "../../../domain/required.ts";
import type { ServiceContext } from "../../../services/context.ts";
import { idsOfGiven } from "../../../services/numeric-ids/numeric-ids.ts";
import { contactForm, fieldName, givenContact } from "./contact-form.ts";
import { tellMisnamed } from "./misnamed.ts";

const names = z.array(z.string().trim().min(1).max(200)).max(100).nullish();
const id = z.union([z.string(), z.number()]);

const common = {
  dedupeOn: z
    .enum(["email", "sms", "email_or_sms", "id", "fieldId", "externalCustomerId"])
    .nullish(),
  fieldId: id.nullish(),
  contactFields: z.array(z.string()).nullish(),
  customFieldsIDs: z.array(id).nullish(),
  groupNames: names,
  groupNamesExclude: names,
  // Who was deleted here is forgotten: there is nobody to restore, and nobody to leave out.
  restoreDeleted: z.boolean().nullish(),
  eventKeyForNewContacts: z.union([z.literal(""), eventTypeKey]).nullish(),
};

const withField = {
  message: "is needed, as dedupeOn says fieldId",
  path: ["fieldId"],
};
type Common = z.output<z.ZodObject<typeof common>>;
const hasField = ({ dedupeOn, fieldId }: Pick<Common, "dedupeOn" | "fieldId">): boolean =>
  dedupeOn !== "fieldId" || (fieldId ?? "") !== "";

const otherNames = {
  dedupe: "dedupeOn",
  dedupeBy: "dedupeOn",
  deduplicateOn: "dedupeOn",
  fields: "contactFields",
  customFields: "customFieldsIDs",
  groups: "groupNames",
  segments: "groupNames",
  eventKey: "eventKeyForNewContacts",
  eventTypeKey: "eventKeyForNewContacts",
};

export const bulkForm = tellMisnamed(
  z.looseObject({
    contacts: z
      .array(z.unknown())
      .min(1, "must have at least one contact")
      .max(3_000, "must have at most 3000 contacts"),
    ...common,
  }),
  otherNames,
).refine(hasField, withField);

export const linkForm = tellMisnamed(
  z.looseObject({
    link: z
      .string()
      .max(4_000)
      .refine((link) => /^https?:/i.test(link) && URL.canParse(link), "must be an http(s) address"),
    // Beside what their form has: of files that can't be told.
    encoding: importEncoding.nullish(),
    delimiter: importDelimiter.nullish(),
    ...common,
  }),
  {
    ...otherNames,
    url: "link",
    file: "link",
    fileUrl: "link",
    charset: "encoding",
    separator: "delimiter",
  },
).refine(hasField, withField);

const fieldsOf: Record<string, string> = {
  sms: "phone",
  languageCode: "language",
};

/** What becomes of the contacts, in the core's words. */
export function optionsOf(form: Common): ImportOptions {
  const { contactFields, customFieldsIDs } = form;
  const saysFields = (contactFields ?? customFieldsIDs ?? null) !== null;
  return {
    findBy: findBy(form),
    only: saysFields
      ? [
          ...(contactFields ?? []).map((name) => fieldsOf[name] ?? name),
          ...(customFieldsIDs ?? []).map(fieldName),
          "webPushTokens",
          "devices",
        ]
      : null,
    join: form.groupNames ?? [],
    leave: form.groupNamesExclude ?? [],
    eventForNew: form.eventKeyForNewContacts || null,
  };
}

const foundBy = {
  email: { kind: "email" },
  sms: { kind: "phone" },
  email_or_sms: { kind: "emailOrPhone" },
  id: { kind: "id" },
  externalCustomerId: { kind: "contactId" },
} as const;

function findBy({ dedupeOn, fieldId }: Common): FoundBy {
  return dedupeOn === "fieldId"
    ? { kind: "attribute", name: fieldName(required(fieldId, "fieldId")) }
    : foundBy[dedupeOn ?? "email"];
}

/** The contacts that can be read, with their places among those given, and the others. */
export async function importInBulk(
  context: ServiceContext,
  { contacts: given }: z.output<typeof bulkForm>,
): Promise<{ contacts: ImportedContact[]; places: number[]; failed: FailedContact[] }> {
  const read = given.map((input) => readOne(input));
  const ids = await idsOfGiven(
    context,
    "contact",
    read.flatMap((each) => ("contact" in each ? (each.id ?? []) : [])),
  );
  const contacts: ImportedContact[] = [];
  const places: number[] = [];
  const failed: FailedContact[] = [];
  for (const [index, each] of read.entries()) {
    if ("message" in each) {
      failed.push({ index, message: each.message });
      continue;
    }
    const known = each.id === null ? undefined : ids.get(String(each.id));
    contacts.push(known === undefined ? each.contact : { ...each.contact, id: known });
    places.push(index);
  }
  return { contacts, places, failed };
}

type Read = { contact: ImportedContact; id: string | number | null } | { message: string };

function readOne(input: unknown): Read {
  const form = parseOneOfMany(contactForm, input, []);
  if (!form.ok) return { message: inWords(form.errors) };
  const parsed = importedContact(givenContact(form.data));
  if (!parsed.ok) return { message: inWords(parsed.faults) };
  return { contact: parsed.contact, id: form.data.id ?? null };
}

function inWords(faults: readonly FieldError[]): string {
  return faults.map(({ path, message }) => `${path}: ${message}`).join("; ");
}
