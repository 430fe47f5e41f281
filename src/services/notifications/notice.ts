import type { Condition, Figures } from "../../domain/notifications/condition.ts";
import { pathOf } from "../../domain/notifications/path.ts";
import { english } from "./words/en.ts";
import { ukrainian } from "./words/uk.ts";
import type { Told, Words } from "./words/words.ts";

const languages = { en: english, uk: ukrainian };
export type NoticeLanguage = keyof typeof languages;

/** What a target is told. */
export interface Notice {
  /** Of the telling: the same at every attempt. */
  id: string;
  title: string;
  text: string;
  link: { url: string; words: string };
  /** For programs. */
  data: Record<string, unknown>;
}

export interface Occurrence {
  what: "began" | "ended";
  rule: { id: string; name: string; condition: Condition };
  subject: string;
  name: string | null;
  figures: Figures;
  beganAt: Date;
  endedAt: Date | null;
}

interface Place {
  language: NoticeLanguage;
  timeZone: string;
  publicUrl: string;
}

/** What to say of something that began or ended. */
export function noticeOf(id: string, told: Occurrence, place: Place): Notice {
  const words: Words = languages[place.language];
  const { rule, subject, name, figures, beganAt, endedAt, what } = told;
  const { kind } = rule.condition;
  const of = "of" in rule.condition ? rule.condition.of : null;
  const at = timesIn(words.locale, place.timeZone);
  const said = saidOf(told, words.locale, at);
  const line = words.title[kind](said);
  const paragraphs =
    what === "began"
      ? [words.hint[kind](said), words.began(at(beganAt))]
      : [words.began(at(beganAt)), words.ended(at(endedAt ?? beganAt))];
  return {
    id,
    title: what === "began" ? line : words.over(line),
    text: [...paragraphs, words.rule(rule.name)].join("\n\n"),
    link: { url: `${place.publicUrl}${pathOf({ kind, of }, subject)}`, words: words.open },
    data: {
      what,
      rule: { id: rule.id, name: rule.name, kind },
      subject: subject === "" ? null : { id: subject, name },
      figures,
      beganAt: beganAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    },
  };
}

/** What is sent to try a target. */
export function testNotice(id: string, { language, publicUrl }: Omit<Place, "timeZone">): Notice {
  const { test, open } = languages[language];
  return {
    id,
    ...test,
    link: { url: `${publicUrl}/notifications`, words: open },
    data: { what: "test" },
  };
}

function saidOf(told: Occurrence, locale: string, at: (time: Date) => string): Told {
  const { rule, name, figures } = told;
  const { count = 0, of = 0, problem = null, lastAt = null } = figures;
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });
  return {
    condition: rule.condition,
    name: name ?? "",
    isNamed: name !== null,
    figures: { count, of },
    problem,
    number: (value) => new Intl.NumberFormat(locale).format(value),
    share: percent.format(of === 0 ? 0 : count / of),
    lastAt: lastAt === null ? null : at(new Date(lastAt)),
  };
}

function timesIn(locale: string, timeZone: string): (time: Date) => string {
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone,
  });
  return (time) => `${format.format(time)} (${timeZone})`;
}
