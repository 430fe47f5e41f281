import { AppError } from "../../contract/errors.ts";
import { whoMaySubscribe } from "../../db/contacts/consent-words.ts";
import { unknownTopics } from "../../db/contacts/topics.ts";
import type { ServiceContext } from "../context.ts";
import { say } from "../topics/say.ts";

/** @throws AppError `invalid` where there is no topic of one of these keys */
export async function requireTopics(
  { sql }: ServiceContext,
  keys: readonly string[],
): Promise<void> {
  const unknown = await unknownTopics(sql, keys);
  if (unknown.length === 0) return;
  const message = `there is no topic ${unknown.map((key) => `"${key}"`).join(", ")}`;
  throw new AppError("invalid", message, { faults: [{ path: "subscribe", message }] });
}

/** Subscribes imported contacts. A file must not take back what somebody has left. */
export async function subscribeImported(
  context: ServiceContext,
  contactIds: readonly string[],
  topics: readonly string[],
): Promise<void> {
  for (const topic of topics) {
    const ids = await whoMaySubscribe(context.sql, contactIds, topic);
    const word = { topic, channel: null, state: "subscribed" } as const;
    await say(context, ids, word, { source: "import" });
  }
}
