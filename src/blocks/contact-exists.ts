import { z } from "zod";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { defineBlock } from "./block.ts";
import { identityIssues, identityTemplates, renderIdentities } from "./identity-templates.ts";

export const contactExists = defineBlock({
  kind: "contactExists",
  label: "Contact exists",
  description:
    "Takes one of two branches, by whether there is a contact with one of these identities.",
  group: "data",
  schema: z.strictObject(identityTemplates),
  example: { email: "{{ event.params.friend }}" },
  role: "step",
  place: "database",
  branches: ["yes", "no"],
  branchLabels: { yes: "Yes", no: "No" },
  summary: () => sayBlock("contactExists"),
  issues: identityIssues,
  perform: async (config, context) => {
    const identities = await renderIdentities(config, context.templates);
    const contactId = await context.contacts.find(identities);
    return contactId === null
      ? { branch: "no", note: sayVisit("noContact") }
      : { branch: "yes", note: sayVisit("contactExists"), data: { contactId } };
  },
});
