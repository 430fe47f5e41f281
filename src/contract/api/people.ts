import { z } from "zod";
import { parseIdentity } from "../../domain/identity.ts";
import { roles } from "../roles.ts";
import { title } from "./fields.ts";

const personName = title(200);
const role = z.enum(roles).meta({
  description:
    "owner: everything; editor: everything but people, API keys and secrets; viewer: sees",
});

/** An e-mail address, in lower case. */
export const emailAddress = z
  .string()
  .trim()
  .max(254)
  .transform((value, check) => {
    const parsed = parseIdentity("email", value);
    if (parsed.outcome === "identity") return parsed.identity.value;
    check.addIssue({ code: "custom", message: "must be an address such as ada@example.com" });
    return z.NEVER;
  });

export const newPerson = z
  .strictObject({ name: personName, email: emailAddress, role })
  .meta({ id: "NewPerson" });
export type NewPerson = z.output<typeof newPerson>;

export const personChange = z
  .strictObject({
    name: personName.optional(),
    role: role.optional(),
    disabled: z
      .boolean()
      .optional()
      .meta({ description: "true signs the person out, and lets nobody sign in as them" }),
  })
  .refine((change) => Object.keys(change).length > 0, "must change something")
  .meta({ minProperties: 1, id: "PersonChange" });
export type PersonChange = z.output<typeof personChange>;

export const person = z
  .strictObject({
    id: z.guid(),
    name: z.string(),
    email: z.string(),
    role: z.enum(roles),
    state: z
      .enum(["active", "invited", "disabled"])
      .meta({ description: "invited: has neither chosen a password nor signed in by a provider" }),
    createdAt: z.date(),
    lastSeenAt: z.date().nullable().meta({ description: "To about a minute" }),
    invitedUntil: z
      .date()
      .nullable()
      .meta({ description: "When the link that was made last ends, unless it was used" }),
  })
  .meta({ id: "Person" });

export const invitedPerson = z
  .strictObject({
    person,
    invitation: z.strictObject({
      url: z.string().meta({
        description: "Opens once, by which the person chooses a password; shown this once",
      }),
      expiresAt: z.date(),
    }),
  })
  .meta({ id: "InvitedPerson" });
