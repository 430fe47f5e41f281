import { z } from "zod";
import { topicKey } from "../../blocks/topic-key.ts";
import { importEvents, importFields } from "../contact-import.ts";
import { count } from "../integers.ts";
import { title } from "./fields.ts";

export const importEncoding = z
  .string()
  .trim()
  .max(40)
  .regex(
    /^(?:utf-?8|utf-?16(?:-?(?:le|be))?|(?:windows|win|cp)-?125[0-8]|iso-?8859-?(?:[1-9]|1[013-6])|latin-?[1-9]|koi8-?[ru]|(?:cp|ibm)-?(?:437|85[0258]|866)|mac-?(?:roman|cyrillic|intosh)|us-?ascii|ascii)$/i,
    "must be an encoding such as utf-8, utf-16le, windows-1251 or windows-1252",
  )
  .meta({ description: "How the file is encoded; by default recognized", example: "windows-1251" });

export const importDelimiter = z
  .string()
  .transform((text) => (/^(?:tab|\\t)$/i.test(text) ? "\t" : text))
  .pipe(z.enum([",", ";", "\t", "|"], 'must be one of "," ";" "|" and "tab"'))
  .meta({
    description: "What separates cells: `,` `;` `|` or `tab`; by default recognized",
    override: { type: "string", enum: [",", ";", "|", "tab"] },
  });

const column = z
  .string()
  .max(111)
  .refine(
    (text) => importFields.some((field) => field === text) || /^attributes\..{1,100}$/su.test(text),
    `must be one of ${importFields.join(", ")}, or attributes. and a name`,
  );

const columns = z
  .record(z.string().max(1_000), column.nullable())
  .refine((given) => Object.keys(given).length <= 500, "must have at most 500 columns")
  .meta({
    description:
      "What columns mean, by their names in the first row: a field, `attributes.` and a name, or null to leave " +
      "them out. Those that are not named are recognized",
    example: { "E-Mail-Adresse": "email", Stadt: "attributes.city", Notiz: null },
  });

const segmentNames = z.array(title(200)).max(100);

/** A file that is uploaded is this large at most, and so is one behind a link. */
export const maxImportBytes = 100 * 1024 * 1024;

export const newContactImport = z
  .strictObject({
    upload: z
      .literal(true)
      .nullish()
      .meta({ description: "The file follows, by PUT /contact-imports/{id}/file" }),
    link: z
      .string()
      .max(4_000)
      .refine((link) => /^https?:/i.test(link) && URL.canParse(link), "must be an http(s) address")
      .nullish()
      .meta({ description: "Where a CSV file of at most 100 MiB is; not shown again" }),
    encoding: importEncoding.nullish(),
    delimiter: importDelimiter.nullish(),
    findBy: z
      .enum(["email", "phone", "contactId", "emailOrPhone", "anything", "id"])
      .default("email")
      .meta({ description: "By what contacts are found that are there already" }),
    only: z.array(z.string().min(1).max(100)).max(100).nullish().meta({
      description: "Fields and attributes that change on contacts that are there; by default all",
    }),
    joinSegments: segmentNames.default([]),
    leaveSegments: segmentNames.default([]),
    subscribe: z
      .array(topicKey)
      .max(100)
      .default([])
      .meta({
        description:
          "Keys of topics that the contacts subscribe to at once; whoever has unsubscribed from the topic or " +
          "from all marketing stays so",
      }),
    columns: columns.nullish(),
    events: z.enum(importEvents).default("none").meta({
      description:
        "Which contacts raise the event contactImported: those that are made, those that were there already, both or none",
    }),
    dryRun: z
      .boolean()
      .default(false)
      .meta({ description: "Looks at every row and counts, and changes nothing" }),
  })
  .refine(({ link, upload }) => (typeof link === "string") !== (upload === true), {
    message: "either a link, or upload: true",
    path: ["link"],
  })
  .meta({ id: "NewContactImport" });

export const importFilePlace = z.strictObject({
  from: z.coerce
    .number()
    .int()
    .min(0)
    .max(maxImportBytes)
    .default(0)
    .meta({ description: "The byte of the file with which the body begins" }),
});

export const contactImport = z
  .strictObject({
    id: z.guid(),
    state: z.enum(["uploading", "pending", "running", "done", "failed"]),
    dryRun: z
      .boolean()
      .meta({ description: "Nothing was changed: made and changed would have been" }),
    rows: count.meta({ description: "Read so far" }),
    made: count,
    changed: count.meta({ description: "Were there already" }),
    unchanged: count.meta({
      description: "Of those: said nothing new. Segments and topics are not looked at",
    }),
    failed: count.meta({ description: "Not taken: the report says why" }),
    warnings: count.meta({
      description: "Told in the report of rows that were taken, or of the file",
    }),
    encoding: z.string().nullable().meta({ description: "As the file is read" }),
    delimiter: z.string().nullable(),
    error: z.string().nullable().meta({ description: "Why it ended early" }),
    createdAt: z.date(),
    endedAt: z.date().nullable(),
  })
  .meta({ id: "ContactImport" });

export const contactImportWithProblems = contactImport
  .extend({
    uploaded: count.nullable().meta({
      description: "While it is uploading: the bytes that are here, and from where to go on",
    }),
    problems: z
      .array(
        z.strictObject({
          line: count.meta({ description: "Of the file, from 1; of a list, the place in it" }),
          severity: z.enum(["error", "warning"]),
          column: z.string().nullable(),
          reason: z.string(),
        }),
      )
      .meta({ description: "The first 100; the report has all" }),
  })
  .meta({ id: "ContactImportWithProblems" });
