import { commandContext } from "../src/cli/with-database.ts";
import { parseCampaign } from "../src/contract/campaign.ts";
import type { Database } from "../src/db/core/database.ts";
import { required } from "../src/domain/required.ts";
import { withRendererPool } from "../src/rendering/pool.ts";
import { loadCampaign } from "../src/services/examples/examples.ts";

type Step = { id: string; kind: string; config: object };

/** Of kinds that go on in more than one way: here all of them lead to the next step. */
const branchesOf: Record<string, string[]> = {
  getOrder: ["found", "notFound"],
  waitUntil: ["next", "missing"],
};

/** Makes an active workflow of some steps in a row, started by an event type of the same name. */
async function make(
  db: Database,
  name: string,
  frequency: object,
  ...steps: readonly Step[]
): Promise<void> {
  const blocks = [{ id: "start", kind: "start" }, ...steps, { id: "end", kind: "end" }];
  const edges = blocks.slice(1).flatMap(({ id: to }, index) => {
    const { id: from, kind } = required(blocks[index], "the step before");
    const branches = branchesOf[kind];
    return branches?.map((branch) => ({ from, branch, to })) ?? [{ from, to }];
  });
  const campaign = {
    eventTypes: [{ key: name, name }],
    workflows: [
      {
        name,
        definition: { blocks, edges },
        bindings: [{ role: "start", eventTypeKey: name, frequency }],
        activate: true,
      },
    ],
  };
  const parsed = parseCampaign(JSON.stringify(campaign));
  await withRendererPool((renderer) => loadCampaign(commandContext(db, renderer), parsed));
}

const each = { kind: "each" };

/** For the launch path: one block that writes to Postgres. */
export async function makeLaunching(db: Database): Promise<void> {
  await make(db, "benchLaunch", each, {
    id: "mark",
    kind: "addToSegment",
    config: { segment: "Bench" },
  });
}

/** For starts by themselves: a run that has nothing to do. */
export async function makeStarting(db: Database): Promise<void> {
  await make(db, "benchStart", each);
}

/** For runs that sleep until the time that their event says. */
export async function makeSleeping(db: Database): Promise<void> {
  const config = { field: "event.params.at" };
  await make(db, "benchSleep", each, { id: "sleep", kind: "waitUntil", config });
}

/** For the way from event to mail. */
export async function makeMailing(db: Database): Promise<void> {
  const config = { subject: "Bench", html: "<p>{{ event.keyValue }}</p>", transactional: true };
  await make(db, "benchMail", each, { id: "mail", kind: "sendEmail", config });
}

/** For suppressed events: once per contact. */
export async function makeOnce(db: Database): Promise<void> {
  await make(db, "benchOnce", { kind: "once" });
}

/** For messages to a segment: a newsletter of some kilobytes with three links and a name. */
export async function makeBroadcasting(db: Database): Promise<void> {
  const words = "Some words that say something about what is new in our shop. ".repeat(12);
  const part = (number: number): string =>
    `<mj-section><mj-column><mj-text><h2>Part ${number}</h2><p>${words}</p></mj-text>` +
    `<mj-button href="https://shop.example/items/${number}">Look at it</mj-button></mj-column></mj-section>`;
  const mjml =
    `<mjml><mj-body><mj-section><mj-column><mj-text>Hello, {{ contact.firstName | default: "you" }}</mj-text>` +
    `</mj-column></mj-section>${part(1)}${part(2)}${part(3)}<mj-section><mj-column><mj-text>` +
    `<a href="{{ unsubscribeUrl }}">Unsubscribe</a></mj-text></mj-column></mj-section></mj-body></mjml>`;
  const subject = "News for {{ contact.firstName }}";
  const config = { segment: "Bench all", subject, mjml, utm: { source: "bench" } };
  await make(db, "benchBroadcast", each, { id: "all", kind: "sendToSegment", config });
}

/** An SMS to a segment of all phones. */
export async function makeTexting(db: Database): Promise<void> {
  const text = "{{ contact.firstName }}, our sale has begun";
  const config = { segment: "Bench phones", messages: [{ kind: "sendSms", config: { text } }] };
  await make(db, "benchTexting", each, { id: "all", kind: "sendToSegment", config });
}

/** Order, segment, mail: for every event, and once for a contact. */
export async function makeOrdering(db: Database): Promise<void> {
  const html = "<p>Order {{ order.externalId }} over {{ order.totalCost }} has arrived.</p>";
  const steps = [
    { id: "order", kind: "getOrder", config: {} },
    { id: "buyers", kind: "addToSegment", config: { segment: "Buyers" } },
    {
      id: "mail",
      kind: "sendEmail",
      config: { subject: "Your order", html, transactional: true },
    },
  ];
  await make(db, "benchOrder", each, ...steps);
  await make(db, "benchOrderOnce", { kind: "once" }, ...steps);
}

/** A message to the segment of all readers. */
export async function makeNewsletter(db: Database, html: string): Promise<void> {
  const config = { segment: "Readers", subject: "News", html, transactional: true };
  await make(db, "benchNewsletter", each, { id: "all", kind: "sendToSegment", config });
}
