import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import type { PersonRow } from "../../db/access/people.ts";
import { personById } from "../../db/access/people.ts";

/** @throws AppError `not_found` */
export async function getPerson(context: ServiceContext, id: string): Promise<PersonRow> {
  const person = await personById(context.sql, id);
  if (person === null) throw new AppError("not_found", "there is no such person");
  return person;
}
