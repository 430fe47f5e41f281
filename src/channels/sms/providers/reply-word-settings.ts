import { z } from "zod";
import type { ReplyWords } from "../../../domain/reply-words.ts";
import { usualReplyWords } from "../../../domain/reply-words.ts";

const words = z.array(z.string().trim().min(1).max(50)).max(200);

/** The words by which somebody unsubscribes from SMS, and subscribes again: settings of each provider. */
export const replyWordSettings = {
  stopWords: words.default([...usualReplyWords.stop]).meta({
    title: "Words that unsubscribe",
    description: "A message of one of them alone; case and punctuation don't matter",
  }),
  startWords: words.default([...usualReplyWords.start]).meta({
    title: "Words that subscribe again",
  }),
};

/** @param settings of a provider with `replyWordSettings` */
export function replyWordsOf(settings: Record<string, unknown>): ReplyWords {
  const { stopWords, startWords } = z.object(replyWordSettings).parse(settings);
  return { stop: stopWords, start: startWords };
}
