import { afterAll, beforeAll, expect, test } from "vitest";
import { sentenceTables } from "../../src/domain/sentences/read-sentence.ts";
import { messageStates } from "../../src/domain/sentences/values.ts";
import { loadReader } from "../../web/src/i18n/api-reader.ts";
import { apiWords } from "../../web/src/i18n/api-words.ts";
import { addMessages } from "../../web/src/i18n/i18n.ts";
import { exactTime } from "../../web/src/ui/format-time.ts";
import { saidByWriters } from "./api-words/said.ts";
import { readMessages } from "./messages.ts";

const speak = (language: string) =>
  addMessages("api-words", readMessages(language, "api-words.json"));
beforeAll(loadReader);
// Other files of this process speak English.
afterAll(() => speak("en"));

test("the English messages say what the API says", () => {
  const { hours, statuses, states, ...english } = readMessages("en", "api-words.json");
  const tables = Object.fromEntries(
    Object.entries(sentenceTables).map(([room, table]) => [
      room,
      Object.fromEntries(
        Object.entries(table).map(([key, text]) => [
          key,
          text.replaceAll(/\{(\w+)(?::\w+)?\}/g, "{{$1}}"),
        ]),
      ),
    ]),
  );
  expect(english).toEqual(tables);
  expect(states).toEqual(messageStates);
  expect(Object.entries(statuses ?? {}).every(([status, word]) => status === word)).toBe(true);
  expect(hours).toEqual({ everyDay: "every day" });
});

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
  state: "sent",
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
      'One run for every event; if event.params.note is "a; b"; for 1 week it also keeps new runs from starting',
    ),
  ).toBe(
    'запуск на кожну подію; якщо event.params.note is "a; b"; ще 1 тиждень не дає починатися новим запускам',
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
