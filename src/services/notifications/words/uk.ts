import type { Told, Words } from "./words.ts";

const plural = new Intl.PluralRules("uk");
function many(amount: number, one: string, few: string, other: string): string {
  const form = plural.select(amount);
  if (form === "one") return one;
  return form === "few" ? few : other;
}
const hoursOf = ({ condition }: Told) => {
  const hours = "hours" in condition ? condition.hours : 1;
  return `${hours} ${many(hours, "годину", "години", "годин")}`;
};
const isOfWorkflow = ({ condition }: Told) => "of" in condition && condition.of === "workflow";
const part = ({ number, figures, share }: Told) =>
  `${number(figures.count)} з ${number(figures.of)} (${share})`;

export const ukrainian: Words = {
  locale: "uk-UA",
  title: {
    silence: (told) =>
      isOfWorkflow(told)
        ? `Сценарій «${told.name}» нічого не запускав уже ${hoursOf(told)}`
        : `Подій типу «${told.name}» немає вже ${hoursOf(told)}`,
    burst: (told) => {
      const { name, number, figures } = told;
      const { count } = figures;
      const things = isOfWorkflow(told)
        ? many(count, "запуск", "запуски", "запусків")
        : many(count, "подія", "події", "подій");
      return `«${name}»: ${number(count)} ${things} за годину, зазвичай ${number(figures.of)}`;
    },
    failedRuns: (told) =>
      told.isNamed
        ? `Запуски «${told.name}» завершуються помилкою: ${part(told)} за ${hoursOf(told)}`
        : `Запуски завершуються помилкою: ${part(told)} за ${hoursOf(told)}`,
    failedMessages: (told) => `Повідомлення не надсилаються: ${part(told)} за ${hoursOf(told)}`,
    bounces: (told) => `Повідомлення повертаються: ${part(told)} за ${hoursOf(told)}`,
    complaints: (told) => `Отримувачі скаржаться: ${part(told)} за ${hoursOf(told)}`,
    lowPool: ({ name, number, figures: { count } }) =>
      `У пулі «${name}» ${many(count, "залишився", "залишилося", "залишилося")} ${number(count)} ${many(count, "промокод", "промокоди", "промокодів")}`,
    backlog: ({ number, figures: { of } }) =>
      `Воркери не встигають: найстаріша робота чекає ${number(of)} ${many(of, "хвилину", "хвилини", "хвилин")}`,
    channelNotSetUp: ({ name }) => `Канал ${name} не налаштовано`,
    lateWebhook: ({ name }) => `Вебхук «${name}» нічого не приймає`,
  },
  hint: {
    silence: ({ lastAt }) =>
      `Зазвичай у цей час вони є. ${lastAt === null ? "Досі не було жодної." : `Остання надійшла ${lastAt}.`} Перевірте, чи їх ще надсилають.`,
    burst: () => "Перевірте, чи щось не надсилає більше, ніж слід.",
    failedRuns: () => "Чому саме, видно у списку невдалих запусків; там їх можна повторити.",
    failedMessages: () => "Чому саме, видно у списку невдалих повідомлень.",
    bounces: () =>
      "Поштові сервіси сповільнюють або відхиляють відправників, чиї листи повертаються. Перевірте, звідки взялися адреси.",
    complaints: () =>
      "Поштові сервіси відхиляють відправників, на яких скаржаться. Перевірте, кому ви пишете і як часто.",
    lowPool: () => "Додайте промокоди: запуски, яким їх забракне, підуть далі без них.",
    backlog: ({ number, figures: { count } }) =>
      `У черзі ${number(count)} ${many(count, "завдання", "завдання", "завдань")}. Перевірте, чи працює досить воркерів і чи відповідає Temporal.`,
    channelNotSetUp: ({ number, figures: { count } }) =>
      `Він потрібен: ${number(count)} ${many(count, "активний сценарій", "активні сценарії", "активних сценаріїв")}, які не можуть через нього надсилати.`,
    lateWebhook: ({ lastAt, problem }) =>
      `Він нічого не приймав ${lastAt === null ? "від створення" : `від ${lastAt}`}${problem === null ? "." : `: ${problem}.`} Те, що він має отримати, чекає щонайбільше три дні.`,
  },
  over: (title) => `Минулося: ${title}`,
  began: (at) => `Почалося ${at}.`,
  ended: (at) => `Закінчилося ${at}.`,
  rule: (name) => `Про це сповіщає правило «${name}».`,
  open: "Відкрити в Campanile",
  test: {
    title: "Перевірка сповіщень",
    text: "Сповіщення сюди надходять. Усе гаразд: хтось перевірив цю адресу.",
  },
};
