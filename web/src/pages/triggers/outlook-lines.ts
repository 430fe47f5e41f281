import type { Outlook } from "../../api/workflow-history.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";
import { formatNumber } from "../../ui/format-number.ts";

/** What a change of a trigger means, a sentence each, the most important first. */
export function outlookLines(outlook: Outlook): string[] {
  const { role, eventType, source } = outlook;
  const event =
    source === "schedule" || eventType === null ? t("triggers:regular") : eventType.name;
  const lines = role === "start" ? startLines(outlook, event) : stopLines(outlook, event);
  return outlook.isLive ? lines : [...lines, t("triggers:outlook.notLive")];
}

function startLines(outlook: Outlook, event: string): string[] {
  const { before, after, source } = outlook;
  const isOn = after?.enabled === true;
  const lines: string[] = [];
  if (after === null) lines.push(t("triggers:outlook.startGone", { event }));
  else if (!isOn) lines.push(t("triggers:outlook.startOff", { event }));
  else if (before?.enabled !== true) lines.push(t("triggers:outlook.startNew", { event }));
  if (after !== null && before?.words !== after.words) {
    lines.push(t("triggers:outlook.words", { words: apiWords(after.words) }));
  }
  if (outlook.isLastStart) lines.push(t("triggers:outlook.lastStart"));
  if (after === null) lines.push(t("triggers:outlook.startForgets"));
  else lines.push(...subjectLines(outlook));
  if (outlook.changesFilter) lines.push(t("triggers:outlook.filter"));
  if (isOn && source === "event") lines.push(eventsLine(outlook, event));
  return lines;
}

/** Who may start again, and who has to wait. */
function subjectLines({ subject, startAgain, wait, changesFrequency, before }: Outlook): string[] {
  const whose = subject === "key" ? "Key" : "Contact";
  const lines: string[] = [];
  if (startAgain.count > 0) {
    const bound = startAgain.isAtLeast ? "AtLeast" : "";
    lines.push(t(`triggers:outlook.startAgain${whose}${bound}`, counted(startAgain.count)));
  }
  if (wait.count > 0) {
    const bound = wait.isAtLeast ? "AtLeast" : "";
    lines.push(t(`triggers:outlook.wait${whose}${bound}`, counted(wait.count)));
  }
  const isAsked = changesFrequency && before !== null;
  return lines.length === 0 && isAsked ? [t("triggers:outlook.nobody")] : lines;
}

function stopLines({ before, after, changesFilter }: Outlook, event: string): string[] {
  const lines: string[] = [];
  if (after?.enabled !== true) lines.push(t("triggers:outlook.stopOff", { event }));
  else if (before?.enabled !== true) lines.push(t("triggers:outlook.stopNew", { event }));
  if (after !== null && before?.words !== after.words) {
    lines.push(t("triggers:outlook.words", { words: apiWords(after.words) }));
  }
  if (changesFilter) lines.push(t("triggers:outlook.filter"));
  return lines;
}

function eventsLine({ eventsLast7Days }: Outlook, event: string): string {
  return eventsLast7Days === 0
    ? t("triggers:outlook.noEvents", { event })
    : t("triggers:outlook.events", { event, ...counted(eventsLast7Days) });
}

const counted = (count: number) => ({ count, number: formatNumber(count) });
