/** What a mail says of mails that were sent. */
export interface MailReport {
  /** Empty: it is no report, or one that nothing comes of (a delay, an answer of a machine). */
  findings: MailFinding[];
  /** Of the mail that it is about, where it brings that along. */
  original: OriginalMail;
}

/** What became of a mail for one of its recipients. */
export interface MailFinding {
  kind: "bounced" | "delivered" | "complained" | "unsubscribed";
  /** Whom it is about, by all the names that the report has for them: as sent, and as forwarded. */
  addresses: string[];
  /** Of a bounce: whether the address is dead for good. */
  permanent: boolean;
  /** Such as 5.1.1, or 550 where there is nothing better. */
  code: string | null;
  words: string | null;
}

/** What names the original: texts of its header, none of them believed yet. */
export interface OriginalMail {
  messageId: string | null;
  returnPath: string | null;
  /** Of the header that Campanile writes (`returnHeader`). */
  token: string | null;
  unsubscribe: string | null;
}

export const noOriginal: OriginalMail = {
  messageId: null,
  returnPath: null,
  token: null,
  unsubscribe: null,
};

/** The header by which mails are known again in reports of whoever drops their return path. */
export const returnHeader = "X-Campanile-Return";

const shownWords = 1_000;

/** In one line, and no longer than anybody reads. */
export function inOneLine(words: string): string | null {
  const line = words.replaceAll(/\s+/g, " ").trim().slice(0, shownWords);
  return line === "" ? null : line;
}
