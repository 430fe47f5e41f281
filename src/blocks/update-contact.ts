import { z } from "zod";
import { defineBlock } from "./block.ts";
import {
  changedNames,
  contactFieldIssues,
  contactFields,
  renderContactFields,
} from "./contact-fields.ts";
import { refusedFieldsNote } from "./refused-fields.ts";
import { variableName } from "./settings.ts";

const schema = z.strictObject({
  ...contactFields,
  variable: variableName.optional().meta({
    title: "Contact in a variable",
    description: "One that an earlier block has put there; by default the run's own",
  }),
});

export const updateContact = defineBlock({
  kind: "updateContact",
  label: "Update contact",
  description: "Changes fields and attributes of the contact.",
  group: "data",
  schema,
  example: { attributes: { visits: { plus: 1 } } },
  role: "step",
  place: "database",
  branches: ["next"],
  summary: (config) => `Update ${changedNames(config).join(", ") || "contact"}`,
  issues: (config) =>
    changedNames(config).length === 0
      ? [{ field: "attributes", message: "say what is to change" }]
      : contactFieldIssues(config),
  perform: async ({ variable, ...fields }, context) => {
    const contactId =
      variable === undefined ? context.here.contactId : await context.contacts.shown(variable);
    if (contactId === null) return { branch: "next", note: `No contact is in ${variable}` };
    const change = await renderContactFields(fields, context.templates);
    const refused = await context.contacts.update(contactId, change);
    const note =
      refused === null ? "There is no such contact" : `Updated${refusedFieldsNote(refused)}`;
    return { branch: "next", launches: true, note, data: { contactId } };
  },
});
