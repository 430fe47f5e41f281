import { codeOf, isForGood } from "./bounce-code.ts";
import type { MailFinding } from "./mail-report.ts";
import { inOneLine } from "./mail-report.ts";

/** How a server without delivery-status parts writes that a mail failed for good. */
interface PlainForm {
  /** Stands in its text, and in no person's. */
  mark: RegExp;
  /** A line that begins what it says of one recipient. */
  recipient: RegExp;
}

const forms: readonly PlainForm[] = [
  // qmail's QSBMF, and Yahoo's likeness of it.
  {
    mark: /^(Hi\. This is the .{1,100} (program )?at |Sorry, we were unable to deliver your message)/m,
    recipient: /^<([^<>\s]+@[^<>\s]+)>:/,
  },
  // Exim.
  {
    mark: /^A message that you (sent|have sent) could not be delivered to (one or more|all) of its/m,
    recipient: /^ {2}([^<>\s:]+@[^<>\s:]+)/,
  },
  // Postfix, where somebody has cut its parts away.
  {
    mark: /^I'm sorry to have to inform you that your message could not/m,
    recipient: /^<([^<>\s]+@[^<>\s]+)>/,
  },
  // Exchange before 2007.
  {
    mark: /^[ \t]*Your message did not reach some or all of the intended recipients/m,
    recipient: /^\s*'?([^<>\s']+@[^<>\s']+)'? on \d/,
  },
  // sendmail.
  {
    mark: /^[ \t]*-{3,} The following addresses had permanent fatal errors -{3,}/m,
    recipient: /^<?([^<>\s]+@[^<>\s]+?)>?$/,
  },
];

/** It goes on being tried. */
const isOnItsWay =
  /\b(has not yet been delivered|will (continue|keep|be retried)|still being retried|THIS IS A WARNING MESSAGE ONLY|delivery attempts will continue)\b/i;

/** Where the original begins, of which nothing is to be taken for the server's words. */
const originalMark =
  /^-{2,} ?(Below this line is a copy of the message|This is a copy of (the|your) message|Original message (follows|headers?)|Unsent message)[^\r\n]{0,100}$/im;

/** @returns the findings of a bounce in plain text; none where it is in no known form */
export function plainFindings(text: string): MailFinding[] {
  const [said] = splitOriginal(text);
  if (isOnItsWay.test(said)) return [];
  const form = forms.find(({ mark }) => mark.test(said));
  return form === undefined ? [] : paragraphsOf(said, form).map(findingOf);
}

/** A server's words, and what it has put behind them of the original. */
export function splitOriginal(text: string): [said: string, original: string] {
  const mark = originalMark.exec(text);
  if (mark === null) return [text, ""];
  return [text.slice(0, mark.index), text.slice(mark.index + mark[0].length).trimStart()];
}

/** What is said of each recipient: the lines from its own to the next one's, or to an empty one. */
function paragraphsOf(said: string, { mark, recipient }: PlainForm) {
  const found: { address: string; lines: string[] }[] = [];
  const from = mark.exec(said)?.index ?? 0;
  let isOpen = false;
  for (const line of said.slice(from).split(/\r?\n/)) {
    const [matched, address] = recipient.exec(line) ?? [];
    if (matched !== undefined && address !== undefined) {
      found.push({ address, lines: [line.slice(matched.length)] });
      isOpen = true;
    } else if (line.trim() === "") isOpen = false;
    else if (isOpen) found.at(-1)?.lines.push(line);
  }
  return found;
}

function findingOf({ address, lines }: { address: string; lines: string[] }): MailFinding {
  const words = inOneLine(lines.join(" "));
  const code = codeOf(null, words);
  return {
    kind: "bounced",
    addresses: [address],
    permanent: isForGood(code, words),
    code,
    words,
  };
}
