import { emailSettings } from "../src/blocks/email-settings.ts";
import type { EmailInput } from "../src/rendering/jobs.ts";
import { rendererPool } from "../src/rendering/pool.ts";
import { email } from "../src/rendering/work/email.ts";
import type { Figure } from "./figures.ts";
import { inRounds, perSecond } from "./rounds.ts";

const lanes = 16;

/** E-mails rendered a second: in the thread that asks, as if nobody wrote evil ones, and by threads. */
export async function renderedMails(milliseconds: number, rounds: number): Promise<Figure[]> {
  const pool = rendererPool();
  let number = 0;
  const inPool = async (): Promise<number> => {
    await pool.run("email", newsletter(number++));
    return 1;
  };
  const here = (): Promise<number> => Promise.resolve(email(newsletter(number++)) && 1);
  try {
    // Modules loaded, templates compiled, code optimized.
    await perSecond(lanes, milliseconds / 2, inPool);
    await perSecond(1, milliseconds / 2, here);
    const unit = "mails/s";
    return await inRounds(
      [
        { name: "in the thread that asks", unit, run: () => perSecond(1, milliseconds, here) },
        { name: "by threads, one at a time", unit, run: () => perSecond(1, milliseconds, inPool) },
        {
          name: `by threads, ${lanes} at a time`,
          unit,
          run: () => perSecond(lanes, milliseconds, inPool),
        },
      ],
      rounds,
    );
  } finally {
    await pool.close();
  }
}

const row =
  "<tr><td>{{ item.name }}</td><td>{{ item.price | round: 2 }}</td>" +
  '<td><a href="https://shop.example/items/{{ item.id }}">Look</a></td></tr>';
const html =
  '<html><body><table width="600"><tr><td><h1>Hello, {{ contact.firstName | default: "you" }}</h1>' +
  `<p>${"Some words that say something. ".repeat(60)}</p></td></tr></table>` +
  `<table>{% for item in event.params.items %}${row}{% endfor %}</table>` +
  '<p><a href="{{ unsubscribeUrl }}">Unsubscribe</a></p></body></html>';

/** An ordinary one: some kilobytes, a list of ten, a dozen links. */
function newsletter(number: number): EmailInput {
  const items = Array.from({ length: 10 }, (_, id) => ({
    id,
    name: `Item ${id}`,
    price: id * 1.1,
  }));
  const at = "2026-03-01T12:00:00.000Z";
  return {
    content: {
      defaultLanguage: "default",
      languages: { default: { subject: "News for {{ contact.firstName }}", html, text: null } },
    },
    utm: { source: "bench" },
    partials: {},
    missing: "empty",
    linkMark: "mark.invalid",
    settings: emailSettings.parse({ to: "{{ contact.email }}" }),
    facts: {
      event: {
        id: String(number),
        typeKey: "bench",
        keyValue: String(number),
        params: { items },
        receivedAt: at,
        occurredAt: null,
      },
      contact: {
        id: String(number),
        email: `${number}@bench.example`,
        phone: null,
        firstName: "Ada",
        lastName: null,
        language: null,
        timeZone: null,
        attributes: {},
        segments: [],
        topics: [],
        topicsByChannel: [],
        unsubscribedChannels: [],
        emailConfirmed: true,
        unsubscribed: false,
      },
      order: null,
      vars: {},
      messages: {},
      waited: {},
      now: at,
      workspace: { timeZone: "UTC", language: null },
      unsubscribeUrl: "https://example.com/u/1",
    },
  };
}
