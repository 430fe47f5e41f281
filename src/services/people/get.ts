import { AppError } from "../../contract/errors.ts";
import type { Sql } from "../../db/core/database.ts";
import type { PersonRow } from "../../db/access/people.ts";
import { personById } from "../../db/access/people.ts";

/** @throws AppError `not_found` */
export async function getPerson(sql: Sql, id: string): Promise<PersonRow> {
  const person = await personById(sql, id);
  if (person === null) throw new AppError("not_found", "there is no such person");
  return person;
}
