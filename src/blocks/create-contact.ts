import { z } from "zod";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { defineBlock } from "./block.ts";
import { contactFieldIssues, contactFields, renderContactFields } from "./contact-fields.ts";
import { identityIssues, identityTemplates, renderIdentities } from "./identity-templates.ts";
import { refusedFields } from "./refused-fields.ts";
import { variableName } from "./settings.ts";

const schema = z.strictObject({
  ...identityTemplates,
  ...contactFields,
  variable: variableName.default("created"),
});

export const createContact = defineBlock({
  kind: "createContact",
  label: "Create contact",
  description: "Makes another contact, unless there is one with these identities.",
  group: "data",
  schema,
  example: { email: "{{ event.params.friend }}" },
  role: "step",
  place: "database",
  branches: ["created", "existed", "invalid"],
  branchLabels: { created: "Created", existed: "Was there", invalid: "Not identified" },
  summary: ({ variable }) => sayBlock("createContact", { variable }),
  issues: (config) => [...identityIssues(config), ...contactFieldIssues(config)],
  sets: ({ variable }) => [{ name: variable, holds: "contact" }],
  perform: async (config, context) => {
    const identities = await renderIdentities(config, context.templates);
    const found = identities.length === 0 ? null : await context.contacts.make(identities);
    if (found === null) {
      return { branch: "invalid", note: sayVisit("contactNotIdentified") };
    }
    const { contactId, made } = found;
    const change = await renderContactFields(config, context.templates);
    await context.contacts.show(config.variable, contactId);
    if (!made) return { branch: "existed", note: sayVisit("contactExisted"), data: { contactId } };
    const refused = (await context.contacts.update(contactId, change)) ?? [];
    const note =
      refused.length === 0
        ? sayVisit("contactCreated")
        : sayVisit("contactCreatedBut", { fields: refusedFields(refused) });
    return { branch: "created", launches: true, note, data: { contactId } };
  },
});
