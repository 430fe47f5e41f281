import type { PersonChange } from "../../contract/api/people.ts";
import { emailAddress, newPerson, personChange } from "../../contract/api/people.ts";
import { AppError } from "../../contract/errors.ts";
import { parse } from "../../contract/parse.ts";
import { personByEmail } from "../../db/access/people.ts";
import type { PersonRow } from "../../db/access/people.ts";
import type { ServiceContext } from "../../services/context.ts";
import { createPerson, invitePersonByEmail } from "../../services/people/invitations.ts";
import { deletePerson, listPeople, updatePerson } from "../../services/people/people.ts";
import type { Answer } from "../answer.ts";
import { every } from "../every.ts";
import { configOrThrow, withContext } from "../with-database.ts";

export function addPerson(
  name: string,
  email: string,
  { role }: { role: string },
): Promise<Answer> {
  return withContext(async (context) => {
    const wanted = parse(newPerson, { name, email, role }, "the person");
    const added = await createPerson(context, wanted, configOrThrow().publicUrl);
    return { json: added, text: added.invitation.url };
  });
}

export function listAllPeople(): Promise<Answer> {
  return withContext(async (context) => {
    const people = await every((request) => listPeople(context, request));
    return { json: { items: people }, text: people.map(lineOf) };
  });
}

export function linkFor(email: string): Promise<Answer> {
  return withContext(async (context) => {
    const address = addressOf(email);
    const invited = await invitePersonByEmail(context, address, configOrThrow().publicUrl);
    return { json: invited, text: invited.invitation.url };
  });
}

/** Another role, or whether somebody may sign in. */
export function changePerson(email: string, change: object): Promise<Answer> {
  return withContext(async (context) => {
    const wanted: PersonChange = parse(personChange, change, "the change");
    const { id } = await personOf(context, email);
    const changed = await updatePerson(context, id, wanted);
    return { json: changed, text: lineOf(changed) };
  });
}

export function removePerson(email: string): Promise<Answer> {
  return withContext(async (context) => {
    const { id } = await personOf(context, email);
    await deletePerson(context, id);
    return { json: { id, removed: true }, text: [] };
  });
}

async function personOf({ sql }: ServiceContext, email: string): Promise<PersonRow> {
  const person = await personByEmail(sql, addressOf(email));
  if (person !== null) return person;
  throw new AppError("not_found", "there is nobody with this e-mail address");
}

const addressOf = (email: string): string => parse(emailAddress, email, "the e-mail address");

function lineOf({ id, role, state, email, name }: PersonRow): string {
  return `${id}  ${role.padEnd(6)}  ${state.padEnd(8)}  ${email}  ${name}`;
}
