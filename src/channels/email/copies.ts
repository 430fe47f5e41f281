import { parseIdentity } from "../../domain/identity.ts";
import type { Mailbox } from "../../domain/mail-fields.ts";
import { parseMailboxes, written } from "../../domain/mail-fields.ts";
import type { Copies } from "../adapter.ts";
import type { KeptEmail } from "./kept.ts";
import { keptEmail } from "./kept.ts";

const fields = ["cc", "bcc"] as const;

/** Who gets an e-mail beside its recipient. */
export const emailCopies: Copies = {
  of: (content) => {
    const kept = keptEmail.parse(content);
    return fields.flatMap((field) =>
      mailboxesOf(kept, field).flatMap((one) => addressOf(one) ?? []),
    );
  },
  without: (content, refused) => {
    const kept = keptEmail.parse(content);
    for (const field of fields) {
      const willing = mailboxesOf(kept, field).filter((one) => !refused.has(addressOf(one) ?? ""));
      if (willing.length > 0) kept[field] = written(willing);
      else delete kept[field];
    }
    return kept;
  },
};

function mailboxesOf(kept: KeptEmail, field: (typeof fields)[number]): Mailbox[] {
  const text = kept[field];
  if (text === undefined) return [];
  const parsed = parseMailboxes(field, text);
  return parsed.outcome === "mailboxes" ? parsed.mailboxes : [];
}

function addressOf({ address }: Mailbox): string | null {
  const parsed = parseIdentity("email", address);
  return parsed.outcome === "identity" ? parsed.identity.value : null;
}
