import { z } from "zod";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { defineBlock } from "./block.ts";
import { identityIssues, identityTemplates, renderIdentities } from "./identity-templates.ts";
import { variableName } from "./settings.ts";

export const getContact = defineBlock({
  kind: "getContact",
  label: "Get contact",
  description: "Looks up another contact, which what follows sees in a variable.",
  group: "data",
  schema: z.strictObject({ ...identityTemplates, variable: variableName.default("found") }),
  example: { email: "{{ event.params.friend }}" },
  role: "step",
  place: "database",
  branches: ["found", "notFound"],
  branchLabels: { found: "Found", notFound: "Not found" },
  summary: ({ variable }) => sayBlock("contact", { variable }),
  issues: (config) => identityIssues(config),
  sets: ({ variable }) => [{ name: variable, holds: "contact" }],
  perform: async ({ variable, ...templates }, context) => {
    const identities = await renderIdentities(templates, context.templates);
    if (identities.length === 0) {
      return { branch: "notFound", note: sayVisit("nobodyIdentified") };
    }
    const contactId = await context.contacts.find(identities);
    if (contactId === null) return { branch: "notFound", note: sayVisit("noContact") };
    await context.contacts.show(variable, contactId);
    return { branch: "found", note: sayVisit("contactFound", { variable }), data: { contactId } };
  },
});
