import { z } from "zod";
import { identityKinds } from "../../domain/identity.ts";

export const identityShown = z
  .strictObject({ kind: z.enum(identityKinds), value: z.string() })
  .meta({ id: "Identity" });

/** An id that names nobody. */
export const ignoredIdentity = identityShown
  .extend({ reason: z.string().meta({ description: "Why, in words" }) })
  .meta({ id: "IgnoredIdentity" });

/** What an answer says beside its contact; left out where there is nothing to say. */
export const identityNotes = {
  conflicts: z
    .array(identityShown)
    .optional()
    .meta({ description: "Identities that belong to another contact: left there, not merged" }),
  ignored: z
    .array(ignoredIdentity)
    .optional()
    .meta({ description: "Ids that name nobody, such as undefined: nobody was found by them" }),
};

export const unownedIdentity = identityShown
  .extend({
    reason: z.enum(["given_up", "belongs_to_another"]),
    since: z.date(),
    contactId: z.guid().nullable().meta({ description: "Whose it is now; null: nobody's" }),
  })
  .meta({ id: "UnownedIdentity" });
