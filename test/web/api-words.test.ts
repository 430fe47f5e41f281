import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { conditionLabel } from "../../src/domain/condition.ts";
import { conditionSentences } from "../../src/domain/sentences/condition-sentences.ts";
import { readSentence, sentenceTables } from "../../src/domain/sentences/read-sentence.ts";
import { identityKinds } from "../../src/domain/identity-kinds.ts";
import { messageStates } from "../../src/domain/sentences/values.ts";
import { sayVisit } from "../../src/domain/sentences/visit-sentences.ts";
import { summariesOf } from "../../src/services/workflows/summaries.ts";
import { loadReader } from "../../web/src/i18n/api-reader.ts";
import { apiWords } from "../../web/src/i18n/api-words.ts";
import { sayFactsBy } from "../../web/src/i18n/fact-words.ts";
import { addMessages, forgetMessages } from "../../web/src/i18n/i18n.ts";
import { exactTime } from "../../web/src/ui/format-time.ts";
import { anyCondition } from "../domain/sentences/any-condition.ts";
import { saidByImports } from "./api-words/imports.ts";
import { saidByWriters } from "./api-words/said.ts";
import { saidByBlocks } from "./api-words/summaries.ts";
import { factTexts, readMessages } from "./messages.ts";

const speak = (language: "en" | "uk") => {
  addMessages("api-words", readMessages(language, "api-words.json"));
  sayFactsBy(language === "en" ? new Map() : factTexts(language));
};
beforeAll(loadReader);
// Other files of this process speak English.
afterAll(() => speak("en"));

test("in English nothing but the facts of conditions is said in other words", () => {
  // A page in English has none; another file of this process may have brought them.
  forgetMessages("api-words");
  for (const text of saidByWriters()) {
    if (!/\b(?:event|contact|order)\./.test(text)) expect(apiWords(text)).toBe(withTimes(text));
  }
  const rule = {
    and: [
      { ">": [{ var: "event.params.order total" }, 100] },
      { "==": [{ var: "contact.firstName" }, "Ada"] },
    ],
  };
  expect(apiWords(`the event does not pass the filter: ${conditionLabel(rule)}`)).toBe(
    'the event does not pass the filter: order total is more than 100 and First name equals "Ada"',
  );
  expect(apiWords("Wait until 1 day before event.params.date, at 09:00")).toBe(
    "Wait until 1 day before date, at 09:00",
  );
});

const withTimes = (text: string) =>
  text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (at) => exactTime(at));

test("the English messages say what the API says", () => {
  const messages = readMessages("en", "api-words.json");
  const { hours, statuses, states, conditions, facts, identities, ...english } = messages;
  const tables = Object.fromEntries(
    Object.entries(sentenceTables).map(([room, table]) => [room, inMessages(table)]),
  );
  expect(english).toEqual(tables);
  expect(conditions).toEqual(inMessages(conditionSentences));
  expect(states).toEqual(messageStates);
  expect(Object.entries(statuses ?? {}).every(([status, word]) => status === word)).toBe(true);
  expect(Object.entries(identities ?? {}).every(([name, word]) => name === word)).toBe(true);
  expect(Object.keys(identities ?? {})).toEqual(identityKinds);
  expect(hours).toEqual({ everyDay: "every day" });
  expect(facts).toEqual({ operand: "{{name}}" });
});

/** A table as message files have it. */
function inMessages(table: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(table).map(([key, text]) => [
      key,
      text.replaceAll(/\{(\w+)(?::\w+)?\}/g, "{{$1}}"),
    ]),
  );
}

const samples: Record<string, string> = {
  number: "5",
  instant: "2026-11-29T10:00:00.000Z",
  date: "2026-11-29",
  clock: "09:00",
  id: "0197a5d0",
  zone: "UTC",
  span: "3 days",
  every: "day",
  hours: "every day 09:00–18:00",
  channel: "e-mail",
  Channel: "E-mail",
  channels: "email",
  statuses: "DELIVERED",
  kind: "email",
  kinds: "email or phone",
  state: "sent",
  condition: "contact.email is set",
};
/** Names of products, the same in every language. */
const names = [
  "channels.sms",
  "channels.telegram",
  "channels.whatsapp",
  "channels.viber",
  "channels.slack",
];

test("each sentence has words of its own in Ukrainian", () => {
  speak("uk");
  for (const [room, table] of Object.entries(sentenceTables)) {
    for (const [key, text] of Object.entries(table)) {
      if (names.includes(`${room}.${key}`)) continue;
      const said = text.replaceAll(
        /\{\w+(?::(\w+))?\}/g,
        (_all, kind: string | undefined) => samples[kind ?? "text"] ?? "X1",
      );
      expect(apiWords(said), `${room}.${key}`).toMatch(/\p{Script=Cyrillic}/u);
    }
  }
});

test("whatever is written in a sentence is shown in the reader's language", () => {
  speak("uk");
  const all = saidByWriters();
  expect(all.length).toBeGreaterThan(120);
  for (const text of all) {
    const words = apiWords(text);
    expect(words, text).not.toBe(text);
    expect(words, text).toMatch(/\p{Script=Cyrillic}/u);
    expect(words, text).not.toContain("{{");
    // Words of English, but for what others have named.
    expect(words, text).not.toMatch(/\b(the|contact|has|was|are|been|run|of|to|for|with)\b/);
  }
});

test("what an import says of a file, a row or a cell is shown in the reader's language", async () => {
  speak("uk");
  const all = [...new Set(await saidByImports())];
  expect(all.length).toBeGreaterThan(25);
  for (const text of all) {
    expect(readSentence(text)?.key, text).toMatch(/^imports\./);
    expect(apiWords(text).replaceAll("ada@example.com", "")).toMatch(/\p{Script=Cyrillic}/u);
    expect(apiWords(text), text).not.toMatch(/\b(the|is|has|cell|row|file|contains|longer)\b/);
  }
  expect(
    apiWords("taken, but email a@b.example belongs to another contact, and was left there"),
  ).toBe("узято, але: e-mail a@b.example належить іншому контакту й там лишається");
  // By the locale of whoever reads, which is English here.
  expect(apiWords("has no email or phone, by which contacts are found")).toMatch(
    /^не має того, за чим шукають контакти: e-mail \S+ телефон$/,
  );
});

test("sentences in sentences, lists of them and instants are shown in the reader's language too", () => {
  speak("uk");
  const at = "2026-11-29T10:00:00.000Z";
  expect(
    apiWords(
      `a run was launched in this window (once per contact in any 24 hours); the next may launch from ${at}`,
    ),
  ).toBe(
    `у цьому проміжку запуск уже був (один раз на 24 години для контакту); наступний можливий з ${exactTime(at)}`,
  );
  expect(
    apiWords("Not reached: the contact has no phone number; the SMS channel is not set up"),
  ).toBe(
    "Не доставлено жодним каналом: контакт не має номера телефону; канал «SMS» не налаштовано",
  );
  expect(
    apiWords("Waits for Mon, Tue 09:00–18:00; Sat 10:00–14:00 (UTC); skipped by hand"),
  ).toMatch(/^Чекає на дозволені години: .*; .* \(UTC\); пропущено вручну$/);
  expect(
    apiWords(
      'One run for every event; if event.params.note equals "a; b"; for 1 week it also keeps new runs from starting',
    ),
  ).toBe(
    'запуск на кожну подію; якщо note дорівнює "a; b"; ще 1 тиждень не дає починатися новим запускам',
  );
});

test("every kind of block says what it does by the table of summaries", () => {
  for (const { kind, text } of saidByBlocks()) {
    expect(readSentence(text)?.key, `${kind}: ${text}`).toMatch(/^blocks\./);
  }
});

test("a summary is read with the longest names in it, too", () => {
  const config = { eventTypeKey: "k".repeat(100), segment: "s".repeat(200) };
  const { b = "" } = summariesOf({ blocks: [{ id: "b", kind: "emitToSegment", config }] });
  expect(readSentence(b)?.key).toBe("blocks.sendEventToEach");
});

test("a summary keeps others' words, and says the rest in the reader's language", () => {
  speak("uk");
  expect(apiWords("Branch: Large, monday, E-mail, else")).toBe(
    "Розгалуження: Large, monday, E-mail, інакше",
  );
  expect(apiWords('E-mail "Sale" to segment "VIP"')).toBe("Лист «Sale» сегменту «VIP»");
  expect(apiWords('Send SMS to segment "VIP"')).toBe("Надіслати SMS сегменту «VIP»");
  expect(apiWords("Wait until 1 day before event.params.date, at 09:00")).toBe(
    "Чекати до: за 1 день до «date», о 09:00",
  );
});

test("conditions are said in the reader's language, with others' names and values as they are", () => {
  speak("uk");
  const email = { var: "contact.email" };
  const rule = {
    and: [
      {
        or: [{ "==": [{ var: "event.params.city" }, "is not set"] }, { "!": [{ isSet: [email] }] }],
      },
      { after: [{ var: "order.date" }, { dateAdd: [{ var: "now" }, -1, "days"] }] },
      { "!": [{ and: [{ in: ["VIP", { var: "contact.segments" }] }, { isEmpty: [email] }] }] },
    ],
  };
  const words =
    '(city дорівнює "is not set" або E-mail не заповнено) і Дата пізніше ніж 1 день тому і не ("VIP" є в «Сегменти» і E-mail порожнє)';
  const condition = conditionLabel(rule);
  expect(apiWords(sayVisit("holds", { condition }))).toBe(`${words}: так`);
  expect(apiWords(sayVisit("branchHolds", { branch: "A: is set", condition }))).toBe(
    `A: is set: ${words}`,
  );
  expect(apiWords("event.params.first name is set: yes")).toBe(
    "event.params.first name is set: так",
  );
});

test("no condition keeps an English word of ours", () => {
  speak("uk");
  const english = new Set(
    Object.values(conditionSentences).flatMap((words) =>
      words.replace("{span:span} ", "").split(" "),
    ),
  );
  const others = { names: fc.constantFrom("сума", "п 1"), values: fc.constantFrom("так; ні", "") };
  fc.assert(
    fc.property(anyCondition(others), (rule) => {
      const said = apiWords(`the event does not pass the filter: ${conditionLabel(rule)}`);
      const kept = said.split(/[\s(),]/).filter((word) => english.has(word));
      expect(kept, said).toEqual([]);
      expect(said).not.toMatch(/\b(?:minute|hour|day|week|month|year)s?\b/);
    }),
  );
});

test("others' own words stay as they are, but for instants", () => {
  speak("uk");
  const at = "2026-11-29T10:00:00Z";
  expect(apiWords(`come again after ${at}`)).toBe(`come again after ${exactTime(at)}`);
  expect(apiWords("ticket 2026-13-45T10:00:00Z")).toBe("ticket 2026-13-45T10:00:00Z");
  expect(apiWords("550 5.1.1 no such mailbox")).toBe("550 5.1.1 no such mailbox");
  expect(apiWords("E-mail failed: 550 5.1.1 no such mailbox")).toBe(
    "ел. пошта: не вдалося: 550 5.1.1 no such mailbox",
  );
  expect(apiWords("")).toBe("");
});

test("sentences that stand in each other without an end are shown all the same", () => {
  speak("uk");
  expect(apiWords("Held back: ".repeat(20_000))).toContain("Притримано: Притримано: ");
  expect(apiWords("each time; ".repeat(20_000))).toContain("each time");
});
