import { z } from "zod";
import { unlessMissing } from "../error-messages.ts";

/** An id of Campanile's, in a path or body. */
export const id = z
  .guid({ error: unlessMissing("is not an id") })
  .transform((value) => value.toLowerCase());

export const idParams = z.strictObject({ id });

/** Text for people: trimmed, not empty. */
export function title(longest: number) {
  return z.string().trim().min(1).max(longest);
}

/** A text, or a number that stands for it: shops number their orders and customers. */
export const textOrNumber = z.union([z.string(), z.number()]).transform(String);

/** A key as it is given, but for the blanks around it: case and blanks inside are its own. */
export const keyText = textOrNumber.transform((key) => key.trim());

/** Yes or no, in a query. */
export const truth = z.enum(["true", "false"]).transform((value) => value === "true");

/** An instant, ISO 8601 with its offset. */
export const instant = z.iso
  .datetime({
    offset: true,
    error: unlessMissing("must be an instant such as 2026-03-01T12:00:00Z"),
  })
  .transform((value) => new Date(value));

/** In a list whose rows have a contact. @param others what else it finds */
export const contactSearch = (others = "") =>
  z
    .string()
    .trim()
    .max(300)
    .optional()
    .meta({
      description:
        `${others}The beginning of the contact's e-mail, phone, id of yours or name, or another id ` +
        "of it as a whole; of each the first 1,000 by the alphabet",
    });

/** Of a contact, beside its id. */
export const contactName = z.string().nullable().meta({
  description:
    "What people call the contact: its name, else its e-mail, phone or your id; null: none is known",
});
