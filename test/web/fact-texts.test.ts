import { afterAll, expect, test } from "vitest";
import { seenValues } from "../../src/domain/seen-values.ts";
import { contactPaths, eventPaths, orderPaths } from "../../src/services/fact-paths/paths.ts";
import { withFactTexts } from "../../web/src/i18n/fact-texts.ts";
import { factWords, factWordsOf, sayFactsBy } from "../../web/src/i18n/fact-words.ts";
import { factTexts } from "./messages.ts";

const texts = factTexts("uk");

// Other files of this process speak English.
afterAll(() => sayFactsBy(new Map()));

const labels = (paths: { path: string; label: string }[]) =>
  withFactTexts([{ label: "Contact", paths }], texts).flatMap(({ paths: told }) =>
    told.map(({ label }) => label),
  );

test("each fact that is always there has a text, of the run, of a variable and of a wait", () => {
  const ofRun = [...contactPaths("contact", []), ...eventPaths("event", [], []), ...orderPaths([])];
  expect(ofRun.map(({ label }) => label).filter((label) => !texts.has(label))).toEqual([]);
  expect(labels(contactPaths("vars.friend", [], [], " of friend")).slice(0, 3)).toEqual([
    "E-mail (friend)",
    "Телефон (friend)",
    "Ім’я (friend)",
  ]);
  const waited = eventPaths("waited.pause", [], [], ", Wait, long (pause)");
  expect(labels(waited)[0]).toBe("Тип події, Wait, long (pause)");
});

test("names that were seen in data stay, also where they are called as a fact is", () => {
  expect(labels(contactPaths("contact", [{ Status: "gold" }])).at(-1)).toBe("Status");
  expect(labels([{ path: "vars.Status", label: "Status" }])).toEqual(["Status"]);
});

test.each([
  ["in English", new Map<string, string>()],
  ["in Ukrainian", texts],
])("a condition calls a fact as its picker does, %s", (_language, said) => {
  sayFactsBy(said);
  const seen = [{ city: "Kyiv", "order total": 5, size: { eu: 40 } }];
  const ofRun = [
    ...contactPaths("contact", seen),
    ...contactPaths("vars.friend", seen, [], " of friend"),
    ...eventPaths("event", [], seenValues(seen)),
    ...orderPaths([{ items: [], details: { note: "x" } }]),
  ];
  const told = withFactTexts([{ label: "Contact", paths: ofRun }], said);
  const asPicked = told.flatMap(({ paths }) =>
    paths.map(({ label }) => label.replace(/^(.*) of friend$/, "$1 (friend)")),
  );
  // A variable's id may be that of anything.
  const named = ofRun.map(({ path }) => path).filter((path) => path !== "vars.friend.id");
  expect(named.length).toBeGreaterThan(40);
  expect(named.map(factWords)).toEqual(
    asPicked.filter((_label, place) => ofRun[place]?.path !== "vars.friend.id"),
  );
});

test("the facts of messages and waits name their blocks, and those without a name stay paths", () => {
  sayFactsBy(texts);
  expect(factWords("messages.welcome.clicked")).toBe("Був клік (welcome)");
  expect(factWords("waited.pause.params.city")).toBe("city (pause)");
  expect(factWords("waited.pause.occurredAt")).toBe("Відбулося (pause)");
  expect(factWords('event.params["order total"]')).toBe("order total");
  expect(factWords("contact.attributes['it\"s'].eu")).toBe('it"s.eu');
  expect(factWords("order.details.items[0].name")).toBe("items[0].name");
  expect(factWords("vars.data.items[0]")).toBe("data.items[0]");
  expect(factWords("vars.data.id")).toBe("data.id");
  expect(factWords("order")).toBe("Замовлення");
  for (const path of ["", "event.whatever", "event.params.", 'event["x', "what.ever", "contactx"]) {
    expect(factWords(path)).toBe(path);
  }
});

test("two facts of one condition that are called the same say whose they are", () => {
  sayFactsBy(texts);
  const paths = ["event.params.city", "contact.attributes.city", "contact.phone"];
  expect([...factWordsOf(paths).values()]).toEqual(["city (Подія)", "city (Контакт)", "Телефон"]);
  expect([...factWordsOf(["event.params.city", "event.params.city"]).values()]).toEqual(["city"]);
});
