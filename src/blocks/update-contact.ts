import { z } from "zod";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { defineBlock } from "./block.ts";
import type { RefusedField } from "./capabilities.ts";
import {
  changedNames,
  contactFieldIssues,
  contactFields,
  renderContactFields,
} from "./contact-fields.ts";
import { refusedFields } from "./refused-fields.ts";
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
  summary: (config) => {
    const names = changedNames(config).join(", ");
    return names === "" ? sayBlock("updateContact") : sayBlock("updateFields", { names });
  },
  issues: (config) =>
    changedNames(config).length === 0
      ? [{ field: "attributes", message: "say what is to change" }]
      : contactFieldIssues(config),
  perform: async ({ variable, ...fields }, context) => {
    const contactId =
      variable === undefined ? context.here.contactId : await context.contacts.shown(variable);
    if (contactId === null) {
      return { branch: "next", note: sayVisit("noContactIn", { variable: variable ?? "" }) };
    }
    const change = await renderContactFields(fields, context.templates);
    const refused = await context.contacts.update(contactId, change);
    return { branch: "next", launches: true, note: noteOf(refused), data: { contactId } };
  },
});

/** @param refused null: nobody is there */
function noteOf(refused: readonly RefusedField[] | null): string {
  if (refused === null) return sayVisit("noContact");
  return refused.length === 0
    ? sayVisit("contactUpdated")
    : sayVisit("contactUpdatedBut", { fields: refusedFields(refused) });
}
