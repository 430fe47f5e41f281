import type { PresentedInApp } from "../../contract/api/in-app.ts";
import type { Sql } from "../../db/core/database.ts";
import { inboxRevisions } from "../../db/contacts/in-app-inboxes.ts";
import { inboxChanges, inboxCounts } from "../../db/contacts/in-app-messages.ts";
import type { Topic } from "../live/poller.ts";
import { presentInApp } from "./present.ts";

/** What a stream tells at once of an inbox. */
export interface InboxNews {
  revision: string;
  unread: number;
  unseen: number;
  changed: PresentedInApp[];
  /** Of messages that are not to be shown any more. */
  gone: string[];
  /** There was more than is told: the list is to be read again. */
  reload: boolean;
}

const most = 50;

/** Looks at all inboxes that are watched, in one statement. */
export async function lookAtInboxes(
  sql: Sql,
  topics: readonly Topic[],
): Promise<Map<string, string>> {
  const revisions = await inboxRevisions(
    sql,
    topics.map(({ name }) => name),
  );
  return new Map(topics.map(({ name }) => [name, revisions.get(name) ?? "0"]));
}

/** What has changed in a contact's inbox since a revision that its reader knows. */
export async function inboxNews(sql: Sql, contactId: string, since: string): Promise<InboxNews> {
  // Counted first: what changes between the two is told, and told again with the next revision.
  const { revision, unread, unseen } = await inboxCounts(sql, contactId);
  const rows = await inboxChanges(sql, contactId, since, most + 1);
  const told = rows.slice(0, most);
  return {
    revision,
    unread,
    unseen,
    changed: told.filter(({ isGone }) => !isGone).map(presentInApp),
    gone: told.filter(({ isGone }) => isGone).map(({ id }) => id),
    reload: rows.length > most,
  };
}
