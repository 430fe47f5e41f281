import { z } from "zod";
import { defineBlock } from "./block.ts";

const notes = {
  confirmed: "The e-mail address is confirmed",
  "confirmed before": "The e-mail address was confirmed before",
  absent: "The contact has no e-mail address",
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
  summary: () => "Confirm e-mail address",
  perform: async (_, context) => ({
    branch: "next",
    note: notes[await context.contacts.confirmEmail()],
  }),
});
