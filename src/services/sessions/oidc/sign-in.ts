import { roles } from "../../../contract/roles.ts";
import { deleteUnownedSessions } from "../../../db/access/browser-sessions.ts";
import type { PersonRow } from "../../../db/access/people.ts";
import {
  changePerson,
  hasOtherOwner,
  insertPerson,
  lockRoles,
  oldestOwner,
  personByEmail,
  personById,
} from "../../../db/access/people.ts";
import type { ProviderIdentity } from "../../../db/access/person-identities.ts";
import { bindIdentity, personOfIdentity } from "../../../db/access/person-identities.ts";
import type { Sql } from "../../../db/core/database.ts";
import { verifiedEmail } from "../../../domain/oidc/claimed-email.ts";
import type { Claims } from "../../../domain/oidc/claims.ts";
import { nameOf, roleOf } from "../../../domain/oidc/claims.ts";
import type { OidcConfig } from "../../../platform/config/oidc-settings.ts";
import type { ServiceContext } from "../../context.ts";
import { openSession } from "../sessions.ts";

/** Why a person whom their provider vouches for does not get in. */
export type NotLetIn = "unverified" | "unknown" | "other-identity" | "disabled" | "no-role";

export type ClaimedSignIn =
  | { outcome: "signed_in"; token: string }
  | { outcome: "not let in"; why: NotLetIn };

/** Who it would be, of those that are there: what is changed is changed by them. */
export async function personOfClaims(
  sql: Sql,
  identity: ProviderIdentity,
  claims: Claims,
): Promise<string | null> {
  const email = verifiedEmail(claims);
  const known = await personOfIdentity(sql, identity);
  if (known !== null || email === null) return known;
  return (await personByEmail(sql, email))?.id ?? null;
}

const notLetIn = (why: NotLetIn): ClaimedSignIn => ({ outcome: "not let in", why });

/**
 * Signs in whom a provider's claims name: found by issuer and subject, or the first time by the address
 * that it has verified, or made. Their role follows the claims where a mapping says so.
 * @param newPersonId of one who has to be made; they are the actor of what changes
 */
export async function signInByClaims(
  context: ServiceContext,
  oidc: Pick<OidcConfig, "roleClaim" | "roles" | "createsPeople">,
  identity: ProviderIdentity,
  claims: Claims,
  newPersonId: string,
): Promise<ClaimedSignIn> {
  const role =
    oidc.roles === undefined ? undefined : roleOf(claims, oidc.roleClaim, oidc.roles, roles);
  if (role === null) return notLetIn("no-role");
  return context.transaction(async (context) => {
    const { sql } = context;
    await lockRoles(sql);
    const known = await personOfIdentity(sql, identity);
    let person = known === null ? null : await personById(sql, known);
    if (person === null) {
      const email = verifiedEmail(claims);
      if (email === null) return notLetIn("unverified");
      person = await personByEmail(sql, email);
      if (person === null) {
        if (!oidc.createsPeople || role === undefined) return notLetIn("unknown");
        if (role === "owner" && (await oldestOwner(sql)) === null) await deleteUnownedSessions(sql);
        const made = { id: newPersonId, name: nameOf(claims), email, role, passwordHash: null };
        // Invited in this very moment, they are there already.
        const isNew = await insertPerson(sql, made);
        person = await (isNew ? personById(sql, newPersonId) : personByEmail(sql, email));
      }
      if (person === null) throw new Error("a person was not made");
      if (person.state === "disabled") return notLetIn("disabled");
      if (!(await bindIdentity(sql, person.id, identity))) return notLetIn("other-identity");
    }
    if (person.state === "disabled") return notLetIn("disabled");
    if (role !== undefined) await follow(context, person, role);
    const token = await openSession(context, { personId: person.id });
    return { outcome: "signed_in", token };
  });
}

/** The last owner stays one, whatever claims say: nobody could let people in. */
async function follow(
  context: ServiceContext,
  person: PersonRow,
  role: PersonRow["role"],
): Promise<void> {
  if (person.role === role) return;
  if (person.role === "owner" && !(await hasOtherOwner(context.sql, person.id))) {
    context.log.warn({ personId: person.id }, "the last owner stays owner, whatever claims say");
    return;
  }
  await changePerson(context.sql, person.id, { role });
}
