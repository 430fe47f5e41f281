import { z } from "zod";
import type { Identity } from "../domain/identity.ts";
import { parseIdentity } from "../domain/identity.ts";
import { templateError } from "../domain/template.ts";
import type { BlockIssue } from "./block.ts";
import type { TemplatesCapability } from "./capabilities.ts";

const template = (title: string) =>
  z.string().max(1_000).optional().meta({ title, widget: "liquid" });

/** Settings that say by what a contact is found. */
export const identityTemplates = {
  contactId: template("Contact id"),
  email: template("E-mail"),
  phone: template("Phone"),
  pushToken: template("Push token"),
  anonymousId: template("Anonymous id"),
};

type TemplateKind = keyof typeof identityTemplates;
type IdentityTemplates = { [Kind in TemplateKind]?: string | undefined };

const kinds = Object.keys(identityTemplates) as TemplateKind[];

export function identityIssues(config: IdentityTemplates): BlockIssue[] {
  const given = kinds.flatMap((field) => {
    const value = config[field]?.trim() ?? "";
    return value === "" ? [] : [{ field, value }];
  });
  if (given.length === 0) {
    const message = `say by what the contact is found: one of ${kinds.join(", ")}`;
    return [{ field: "contactId", message }];
  }
  return given.flatMap(({ field, value }) => {
    const message = templateError(value);
    return message === null ? [] : [{ field, message }];
  });
}

/** What the templates come to; what is empty or can't be read identifies nobody. */
export async function renderIdentities(
  config: IdentityTemplates,
  templates: TemplatesCapability,
): Promise<Identity[]> {
  const texts = await templates.texts(kinds.map((kind) => config[kind] ?? ""));
  return kinds.flatMap((kind, index) => {
    const parsed = parseIdentity(kind, texts[index]);
    return parsed.outcome === "identity" ? [parsed.identity] : [];
  });
}
