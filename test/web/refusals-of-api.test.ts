import { afterAll, beforeAll, expect, test } from "vitest";
import { ApiError, errorText } from "../../web/src/api/api-error.ts";
import { refusalWords } from "../../web/src/i18n/refusals.ts";
import type { TestApi } from "../api/workflows/api.ts";
import { testApi } from "../api/workflows/api.ts";
import { speakRefusals } from "./refusals/speak.ts";

let api: TestApi;
beforeAll(async () => {
  [api] = await Promise.all([testApi(), speakRefusals("uk")]);
});
afterAll(() => speakRefusals("en"));

/** What a page would show of an answer that refuses. */
function shown({ status, body }: { status: number; body: unknown }): string {
  expect(status).toBeGreaterThanOrEqual(400);
  return errorText(new ApiError(status, body as Record<string, unknown>));
}

const nobody = "0197a5d0-0000-7000-8000-000000000000";

test("what is not there is named in Ukrainian", async () => {
  expect(shown(await api.get(`/workflows/${nobody}`))).toBe(`Сценарію ${nobody} немає.`);
  expect(shown(await api.get(`/contacts/${nobody}`))).toBe("Такого контакту немає.");
  expect(shown(await api.get("/nowhere"))).toBe("За цією адресою нічого немає.");
});

test("a name that is taken is told with the name, and at its field", async () => {
  const segment = { name: 'VIP "gold"; {name}' };
  expect((await api.post("/segments", segment)).status).toBe(201);
  expect(shown(await api.post("/segments", segment))).toBe(
    'Сегмент із назвою «VIP "gold"; {name}» уже є.\nНазва: уже зайнято',
  );
});

test("faults of fields are told in Ukrainian, each by its name or at its path", async () => {
  expect(shown(await api.post("/segments", { name: 7, colour: "red" }))).toBe(
    ["У тілі запиту 2 помилки.", "Назва: має бути текст", "colour: невідоме поле"].join("\n"),
  );
  expect(shown(await api.get("/workflows/first"))).toBe(
    "В адресі є помилка.\nІдентифікатор: це не ідентифікатор",
  );
  const rule = { "==": [{ var: "contact.attributes.city" }] };
  expect(shown(await api.post("/segments", { name: "Kyiv", rule }))).toBe(
    "Правило не вдалося прочитати.\nrule.==: аргументів має бути 2, а не 1",
  );
});

test("what may be missing in a message is told in Ukrainian", () => {
  expect(
    [
      'it was missing in all of the last 5 events "order", and 1 of the last 3 events "cart"; give it a fallback: | default: "…"',
      'this marketing e-mail has no link to unsubscribe by in de, fr: add <a href="{{ unsubscribeUrl }}">…</a>, or mark it as transactional',
      "contact has no nickname; it has id, email",
      "the contact has no e-mail address",
    ].map(refusalWords),
  ).toEqual([
    'його бракувало в усіх останніх 5 подіях «order» і у 1 з останніх 3 подій «cart»; дайте запасне значення: | default: "…"',
    'цей рекламний лист мовами de, fr не має посилання для відписки: додайте <a href="{{ unsubscribeUrl }}">…</a> або позначте його як транзакційний',
    "contact не має nickname; є id, email",
    "контакт не має e-mail адреси",
  ]);
});

test("what the API says elsewhere too is told in Ukrainian where it refuses", async () => {
  const { body } = await api.get("/event-types?limit=100");
  const { items } = body as { items: { id: string; source: string }[] };
  const raised = items.find(({ source }) => source === "system");
  expect(shown(await api.delete(`/event-types/${raised?.id}`))).toBe(
    "Campanile сам створює цю подію: її тип не можна видалити.",
  );
});
