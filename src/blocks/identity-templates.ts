import { z } from "zod";
import type { Facts } from "../domain/facts.ts";
import type { Identity } from "../domain/identity.ts";
import { identityKinds, parseIdentity } from "../domain/identity.ts";
import { renderTemplate, templateProblem } from "../domain/template.ts";
import type { BlockProblem } from "./block.ts";

const template = z.string().max(1_000).optional();

/** Settings that say by what a contact is found, each Liquid. */
export const identityTemplates = {
  contactId: template,
  email: template,
  phone: template,
  pushToken: template,
  anonymousId: template,
};

type IdentityTemplates = { [Kind in keyof typeof identityTemplates]?: string | undefined };

export function identityProblems(config: IdentityTemplates): BlockProblem[] {
  const given = identityKinds.flatMap((field) => {
    const value = config[field]?.trim() ?? "";
    return value === "" ? [] : [{ field, value }];
  });
  if (given.length === 0) {
    const message = `say by what the contact is found: one of ${identityKinds.join(", ")}`;
    return [{ field: "contactId", message }];
  }
  return given.flatMap(({ field, value }) => {
    const message = templateProblem(value);
    return message === null ? [] : [{ field, message }];
  });
}

/** What the templates come to; what is empty or can't be read identifies nobody. */
export function renderIdentities(config: IdentityTemplates, facts: Facts): Identity[] {
  return identityKinds.flatMap((kind) => {
    const parsed = parseIdentity(kind, renderTemplate("text", config[kind] ?? "", facts));
    return parsed.outcome === "identity" ? [parsed.identity] : [];
  });
}
