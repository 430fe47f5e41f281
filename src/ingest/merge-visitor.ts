import {
  fillProfile,
  lockForMerge,
  moveToContact,
  visitorsAmong,
} from "../db/contacts/merge-contacts.ts";
import { LostRace } from "../db/core/database-errors.ts";
import type { Sql } from "../db/core/database.ts";
import { lockSubjects } from "../db/events/subject-locks.ts";

/**
 * A visitor has signed in: all of theirs becomes the account's, and their runs go on as its own. In
 * the transaction of the caller, who has found that nothing but devices find the visitor.
 * @throws LostRace when either is gone, or the visitor has become somebody meanwhile
 */
export async function mergeVisitor(
  sql: Sql,
  { from, into }: { from: string; into: string },
): Promise<void> {
  if (!(await lockForMerge(sql, [from, into]))) throw new LostRace("a contact that is gone");
  if (!(await visitorsAmong(sql, [from])).has(from)) throw new LostRace("a visitor");
  // Starts, stops and waits of either come before this or see what it did.
  await lockSubjects(sql, [`contact/${from}`, `contact/${into}`]);
  await fillProfile(sql, { from, into });
  await moveToContact(sql, { from, into });
}
