import { z } from "zod";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { defineBlock } from "./block.ts";

const notes = {
  confirmed: sayVisit("emailConfirmed"),
  "confirmed before": sayVisit("emailConfirmedBefore"),
  absent: sayVisit("noEmail"),
} as const;

export const confirmContact = defineBlock({
  kind: "confirmContact",
  label: "Confirm contact",
  description: "Marks the contact's e-mail address as confirmed by its owner (double opt-in).",
  group: "data",
  schema: z.strictObject({}),
  role: "step",
  place: "database",
  branches: ["next"],
  summary: () => sayBlock("confirmEmail"),
  perform: async (_, context) => ({
    branch: "next",
    note: notes[await context.contacts.confirmEmail()],
  }),
});
