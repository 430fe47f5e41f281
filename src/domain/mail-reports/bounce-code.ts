/** Enhanced codes (RFC 3463) by which an address is dead for good. The rest is about the mail, or passes. */
const dead = new Set([
  "5.1.0",
  "5.1.1",
  "5.1.2",
  "5.1.3",
  "5.1.6",
  "5.1.10",
  "5.2.1",
  "5.4.4",
  "5.4.12",
]);

/** What servers say of a mailbox that is not there; few have a code of its own for it. */
const deadWords = [
  /\b(user|recipient|mailbox|address|account)\s+(is\s+)?(unknown|unavailable|disabled|invalid|inactive|not\s+found)\b/i,
  /\b(unknown|invalid|no\s+such|nonexistent)\s+(local\s+)?(user|recipient|mailbox|address|account|person)\b/i,
  /\b(user|recipient|mailbox|address|account|domain)\b.{0,80}\b(does\s+not|doesn'?t)\s+exist\b/i,
  /\bno\s+mailbox\s+(here\s+)?by\s+that\s+name\b/i,
  /\b(host|domain)\s+(unknown|not\s+found)\b|\bunrouteable\s+address\b/i,
];

/** What looks like the same and is not: the mail was not wanted, or there was no room for it. */
const aliveWords = [
  /\b(quota|over\s?quota|mailbox\s+(is\s+)?full|insufficient\s+storage|out\s+of\s+storage)\b/i,
  /\b(spam|blocked|block\s?list|blacklist|listed|reputation|policy|dmarc|spf|dkim)\b/i,
  /\bsender('s)?\s+(address|domain|verif|rejected|denied|is|not)/i,
  /\b(rate|too\s+many|try\s+again|temporar\w{0,4}|greylist\w{0,3})\b/i,
];

/**
 * Whether an address is dead for good by what its server said. A mistake the other way costs little:
 * an address that bounces again and again is left alone, too.
 */
export function isForGood(code: string | null, words: string | null): boolean {
  if (code !== null && dead.has(code)) return true;
  const isSpecific = code !== null && !isVague(code);
  if (isSpecific || code?.startsWith("4") === true || words === null) return false;
  if (aliveWords.some((pattern) => pattern.test(words))) return false;
  return deadWords.some((pattern) => pattern.test(words));
}

/** The most exact code of a report: its own, else the one that its words begin with or hold. */
export function codeOf(status: string | null, words: string | null): string | null {
  const given = enhancedIn(status);
  if (given !== null && !isVague(given)) return given;
  const said = enhancedIn(words);
  if (said !== null && !isVague(said)) return said;
  return given ?? said ?? smtpCodeIn(words);
}

/** It says that something failed, and not what. */
function isVague(code: string): boolean {
  return !code.includes(".") || code.endsWith(".0.0") || code === "5.5.0" || code === "5.7.1";
}

function enhancedIn(text: string | null): string | null {
  const [, code] = /(?:^|[\s#(<[-])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(text ?? "") ?? [];
  return code ?? null;
}

function smtpCodeIn(text: string | null): string | null {
  const [, code] = /(?:^|[\s:#(])([45][0-5]\d)(?=[\s-])/.exec(text ?? "") ?? [];
  return code ?? null;
}
