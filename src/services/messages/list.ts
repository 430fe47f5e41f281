import { channels } from "../../channels/registry.ts";
import type { ServiceContext } from "../context.ts";
import { z } from "zod";
import type { MessagesQuery, MessageSummary } from "../../contract/api/message.ts";
import type { Page } from "../../contract/api/page.ts";
import { cutLookedThrough, decodeCursor } from "../../contract/api/page.ts";
import { parse } from "../../contract/parse.ts";
import { messagesBehind } from "../../db/messages/message-history.ts";
import { presentMessage } from "./present.ts";

const cursor = z.tuple([z.iso.datetime(), z.guid()], "is not a cursor of this list");

/** Messages, newest first: by the time they were queued, as their ids don't sort by time. */
export async function listMessages(
  context: ServiceContext,
  query: MessagesQuery,
): Promise<Page<MessageSummary>> {
  const { limit, after, channel, ...rest } = query;
  const filter = channel === undefined ? rest : { ...rest, channels: rowsOf(channel) };
  const found = await messagesBehind(
    context.sql,
    filter,
    after === undefined ? null : behind(after),
    limit + 1,
  );
  const page = cutLookedThrough(found, limit, ({ queuedAtExact, id }) => [queuedAtExact, id]);
  return { items: page.items.map(presentMessage), next: page.next };
}

/** What rows call a channel: its name, and what it calls its inbox of test launches. */
function rowsOf(channel: string): string[] {
  const inbox = channels.get(channel)?.inbox;
  return inbox === undefined ? [channel] : [channel, inbox];
}

function behind(after: string): { queuedAt: string; id: string } {
  const [queuedAt, id] = parse(cursor, decodeCursor(after, 2), "the cursor `after`");
  return { queuedAt, id };
}
