import { footerMjml, productRows, productsMjml } from "./parts.ts";

/** What a starter says in one language. */
interface Words {
  subject: string;
  title: string;
  text: string;
  button: string;
}

interface Starter {
  en: Words;
  uk: Words;
  /** What stands between text and button, over what events of its kind carry. */
  extra?: string;
  href: string;
}

const picture = `<mj-raw>{% if event.params.imageUrl %}</mj-raw>
        <mj-image src="{{ event.params.imageUrl }}" alt="{{ event.params.productName | default: "" }}" />
        <mj-raw>{% endif %}</mj-raw>`;
const shop = "https://example.com";
const product = `{{ event.params.productUrl | default: "${shop}" }}`;
const w = (subject: string, title: string, text: string, button: string): Words => ({
  subject,
  title,
  text,
  button,
});

export const starters = {
  welcome: {
    en: w(
      "Welcome!",
      "Good to have you here",
      "Here is what we make, and how we can help.",
      "Have a look around",
    ),
    uk: w(
      "Вітаємо!",
      "Раді, що ви з нами",
      "Ось що ми робимо і чим можемо допомогти.",
      "Подивитися",
    ),
    href: shop,
  },
  abandonedCart: {
    en: w(
      "You left something in your cart",
      "Still thinking about it?",
      "We have kept your cart for you:",
      "Back to the cart",
    ),
    uk: w(
      "Ви залишили дещо в кошику",
      "Ще роздумуєте?",
      "Ми зберегли ваш кошик:",
      "Повернутися до кошика",
    ),
    extra: productRows("event.params.items"),
    href: `{{ event.params.cartUrl | default: "${shop}" }}`,
  },
  orderConfirmation: {
    en: w(
      "Your order {{ order.externalId }}",
      "Thank you for your order",
      "We are packing it now. This is what you ordered:",
      "See the order",
    ),
    uk: w(
      "Ваше замовлення {{ order.externalId }}",
      "Дякуємо за замовлення",
      "Ми вже пакуємо його. Ось що ви замовили:",
      "Переглянути замовлення",
    ),
    extra: `<mj-raw>{% if order %}</mj-raw>\n        ${productsMjml}\n        <mj-text align="right">{{ order.totalCost }} {{ order.currency }}</mj-text>\n        <mj-raw>{% endif %}</mj-raw>`,
    href: shop,
  },
  orderDelivered: {
    en: w(
      "How do you like your order?",
      "It has arrived",
      "Tell others what you think: it takes a minute.",
      "Write a review",
    ),
    uk: w(
      "Як вам ваше замовлення?",
      "Замовлення доставлено",
      "Поділіться враженням: це займе хвилину.",
      "Написати відгук",
    ),
    extra: productsMjml,
    href: shop,
  },
  backInStock: {
    en: w(
      "Back in stock: {{ event.params.productName }}",
      "It is back",
      "{{ event.params.productName }} can be ordered again.",
      "Order now",
    ),
    uk: w(
      "Знову в наявності: {{ event.params.productName }}",
      "Знову в наявності",
      "{{ event.params.productName }} знову можна замовити.",
      "Замовити",
    ),
    extra: picture,
    href: product,
  },
  priceDrop: {
    en: w(
      "Now for less: {{ event.params.productName }}",
      "The price has dropped",
      "{{ event.params.productName }} now costs {{ event.params.price }}.",
      "See the product",
    ),
    uk: w(
      "Нижча ціна: {{ event.params.productName }}",
      "Ціну знижено",
      "{{ event.params.productName }} тепер коштує {{ event.params.price }}.",
      "До товару",
    ),
    extra: picture,
    href: product,
  },
  newsletter: {
    en: w("What is new", "What is new this month", "Tell your news here.", "Read more"),
    uk: w("Що нового", "Що нового цього місяця", "Розкажіть тут свої новини.", "Читати далі"),
    extra: `<mj-divider border-width="1px" border-color="#dddddd" />`,
    href: shop,
  },
  promoCode: {
    en: w("A code for you", "A present for you", "Enter this code at the checkout:", "To the shop"),
    uk: w(
      "Промокод для вас",
      "Подарунок для вас",
      "Введіть цей код під час оформлення:",
      "До крамниці",
    ),
    extra: `<mj-text align="center" font-size="24px" font-weight="700">{{ vars.promoCode }}</mj-text>`,
    href: shop,
  },
  reEngagement: {
    en: w(
      "We miss you",
      "It has been a while",
      "Much is new since you were here last.",
      "See what is new",
    ),
    uk: w("Ми скучили", "Давно не бачились", "Відтоді з’явилося багато нового.", "Що нового"),
    href: shop,
  },
  birthday: {
    en: w(
      "Happy birthday!",
      "All the best on your birthday",
      "We wish you a wonderful day.",
      "Choose a present",
    ),
    uk: w(
      "З днем народження!",
      "Вітаємо з днем народження",
      "Бажаємо чудового дня.",
      "Вибрати подарунок",
    ),
    href: shop,
  },
} satisfies Record<string, Starter>;

export type StarterName = keyof typeof starters;

function mail(
  { title, text, button }: Words,
  { extra = "", href }: Starter,
  unsubscribe: string,
): string {
  return `<mjml>
  <mj-head>
    <mj-attributes>
      <mj-all font-family="Helvetica, Arial, sans-serif" />
      <mj-text font-size="15px" line-height="1.5" color="#222222" />
    </mj-attributes>
  </mj-head>
  <mj-body background-color="#f4f5f7">
    <mj-section background-color="#ffffff" padding="24px">
      <mj-column>
        <mj-text font-size="22px" font-weight="600">${withName(title)}</mj-text>
        <mj-text>${text}</mj-text>
        ${extra}
        <mj-button background-color="#0f766e" href="${href.replaceAll('"', "'")}">${button}</mj-button>
      </mj-column>
    </mj-section>
    ${footerMjml(unsubscribe)}
  </mj-body>
</mjml>
`;
}

/** A starter as a template's content: English, and Ukrainian for whom it is. */
export function starterContent(name: StarterName) {
  const starter: Starter = starters[name];
  return {
    subject: starter.en.subject,
    mjml: mail(starter.en, starter, "No more mails like this"),
    defaultLanguage: "en",
    languages: {
      uk: {
        subject: starter.uk.subject,
        mjml: mail(starter.uk, starter, "Більше не надсилати таких листів"),
      },
    },
  };
}

/** "Still thinking about it?" becomes "Still thinking about it, Dana?". */
function withName(title: string): string {
  const mark = /[?!]$/.exec(title)?.[0] ?? "";
  const words = title.slice(0, title.length - mark.length);
  return `${words}{% if contact.firstName %}, {{ contact.firstName }}{% endif %}${mark}`;
}
