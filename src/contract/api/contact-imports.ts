import { z } from "zod";
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

const segmentNames = z.array(title(200)).max(100);

export const newContactImport = z
  .strictObject({
    link: z
      .string()
      .max(4_000)
      .refine((link) => /^https?:/i.test(link) && URL.canParse(link), "must be an http(s) address")
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
  })
  .meta({ id: "NewContactImport" });

export const contactImport = z
  .strictObject({
    id: z.guid(),
    state: z.enum(["pending", "running", "done", "failed"]),
    rows: count.meta({ description: "Read so far" }),
    made: count,
    changed: count.meta({ description: "Were there already" }),
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
