import { simpleParser } from "mailparser";
import { z } from "zod";
import type { ApiClient } from "./api-client.ts";

/** A mail as the inbox has it, and what it says of its order, in each of its two bodies. */
export interface FoundMail {
  /** The left part of its Message-ID header. */
  messageId: string;
  to: string;
  bodies: string[];
}

export interface MailReader {
  found: readonly FoundMail[];
  /** Reads what has come since, back to what is known. */
  read(): Promise<void>;
  /** Reads the whole list, for what was committed behind a later one. */
  readAll(): Promise<void>;
}

const maxConcurrent = 8;
const page = z.object({
  items: z.array(z.object({ id: z.string() })),
  next: z.string().nullable(),
});

/** Follows the built-in inbox, which keeps only its newest 10,000 mails. */
export function mailReader(api: ApiClient): MailReader {
  const known = new Set<string>();
  const found: FoundMail[] = [];

  async function readBack(toTheEnd: boolean): Promise<void> {
    let after: string | null = "";
    while (after !== null) {
      const query: string = after === "" ? "" : `&after=${encodeURIComponent(after)}`;
      const { items, next } = page.parse(await api.get(`/inbox-mails?limit=500${query}`));
      const fresh = items.filter(({ id }) => !known.has(id));
      for (let from = 0; from < fresh.length; from += maxConcurrent) {
        const part = fresh.slice(from, from + maxConcurrent);
        const mails = await Promise.all(
          part.map(async ({ id }) => parse(await api.page(`/inbox/${id}/raw`))),
        );
        found.push(...mails);
        for (const { id } of part) known.add(id);
      }
      after = fresh.length > 0 || toTheEnd ? next : null;
    }
  }

  return { found, read: () => readBack(false), readAll: () => readBack(true) };
}

async function parse(raw: Buffer): Promise<FoundMail> {
  const { messageId = "", to, text = "", html = false } = await simpleParser(raw);
  const recipients = to === undefined ? [] : [to].flat();
  const htmlAsText = html === false ? "" : html.replaceAll(/<[^<>]+>/g, "\n");
  return {
    messageId: /^<(.+)@/.exec(messageId)?.[1] ?? messageId,
    to: recipients.map((each) => each.text).join(", "),
    bodies: [text, htmlAsText],
  };
}
