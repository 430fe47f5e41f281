import { expect, test } from "vitest";
import { decideOverdueClicks } from "../../../src/services/clicks/record.ts";
import { makeWorkflow } from "../../support/campaign.ts";
import { contextOf } from "../../support/context.ts";
import { email, inARow } from "../../support/definitions.ts";
import { incoming } from "../../support/events.ts";
import type { Stack } from "../../support/mail-stack.ts";
import { stack } from "../../support/mail-stack.ts";
import { eventually } from "../../support/wait.ts";

const chrome =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";
const follow = (link: string, headers: Record<string, string> = {}) =>
  fetch(link, { redirect: "manual", headers: { "user-agent": chrome, ...headers } });

/** A mail with some links that was sent, and two workflows that clicks start: for people, for all. */
async function sent(links: readonly string[]) {
  const running = await stack();
  const { db, mail, ingest } = running;
  const html = links.map((url) => `<a href="${url}">Look</a>`).join(" ");
  await makeWorkflow(db, { definition: inARow(email("mail", "Look", { html })) });
  const onClick = { role: "start", eventTypeKey: "click", frequency: { kind: "each" } };
  await makeWorkflow(db, { name: "People", bindings: [onClick] });
  await makeWorkflow(db, { name: "All", bindings: [{ ...onClick, includeMachines: true }] });
  await ingest.ingest([incoming()]);
  const received = await eventually("the mail", () => mail.received[0]);
  const hrefs = [...received.html.matchAll(/href="(http[^"]+\/c\/[^"]+)"/g)].map(
    ([, href = ""]) => href,
  );
  await eventually("it to be known as sent", async () => {
    const rows = await db.query("select 1 from messages where state = 'sent'");
    return rows.length;
  });
  return { ...running, hrefs };
}

interface Seen {
  machine: boolean;
  signs: string[];
  userAgent: string | null;
  outcomes: Record<string, string>;
}

/** What became of clicks, oldest first. */
function clicks({ db }: Stack, count: number): Promise<Seen[]> {
  return eventually(`${count} clicks`, async () => {
    const rows = await db.query<Seen>(
      `select (e.params->>'machine')::boolean as machine, e.params->'signs' as signs,
              e.params->>'userAgent' as "userAgent",
              (select jsonb_object_agg(w.name, d.outcome) from event_decisions d
                 join workflows w on w.id = d.workflow_id where d.event_id = e.id) as outcomes
         from events e where e.source = 'click' order by e.id`,
    );
    return rows.length === count && rows;
  });
}

const started = { People: "launched", All: "launched" };
const kept = { People: "filtered", All: "launched" };

test("a prefetch, a preview and a scanner's GET are kept with their signs and start nothing", async () => {
  const mailed = await sent(["https://example.com/only"]);
  const [link = ""] = mailed.hrefs;
  const machines = [
    [{ "sec-purpose": "prefetch;prerender" }, "prefetch"],
    [{ purpose: "prefetch" }, "prefetch"],
    [{ "x-purpose": "preview" }, "prefetch"],
    [{ "x-moz": "prefetch" }, "prefetch"],
    [{ "user-agent": "Barracuda Sentinel (EE)" }, "robot"],
    [
      { "user-agent": "Mozilla/5.0 (compatible; bingbot/2.0; +http://bing.com/bingbot.htm)" },
      "robot",
    ],
  ] as const;
  for (const [headers] of machines) {
    const { status, headers: answered } = await follow(link, headers);
    expect([status, answered.get("location")]).toEqual([302, "https://example.com/only"]);
  }
  await follow(link);
  const seen = await clicks(mailed, machines.length + 1);
  machines.forEach(([, sign], place) => {
    expect(seen[place]).toMatchObject({ machine: true, outcomes: kept });
    expect(seen[place]?.signs).toContain(sign);
  });
  expect(seen.at(-1)).toMatchObject({ machine: false, userAgent: "Chrome", outcomes: started });
  const [message] = await mailed.db.query("select clicks from messages where subject = 'Look'");
  expect(message).toEqual({ clicks: 1 });
  const [decision] = await mailed.db.query<{ reason: string }>(
    "select reason from event_decisions where outcome = 'filtered' order by event_id limit 1",
  );
  expect(decision?.reason).toBe("a machine did it, not a person: prefetch, speed");
});

test("several links of a mail at once are a machine's, the first of them too; one after another a person's", async () => {
  const mailed = await sent(["https://example.com/a", "https://example.com/b"]);
  const [a = "", b = ""] = mailed.hrefs;
  await Promise.all([follow(a), follow(b)]);
  const both = await clicks(mailed, 2);
  for (const click of both) {
    expect(click).toMatchObject({ machine: true, outcomes: kept });
    expect(click.signs).toContain("several_links");
  }
  // As if it had been some time ago.
  await mailed.db.query("update link_clicks set clicked_at = clicked_at - interval '1 minute'");
  await mailed.db.query("update messages set sent_at = sent_at - interval '1 minute'");
  await Promise.all([follow(a), follow(a)]);
  const all = await clicks(mailed, 4);
  for (const click of all.slice(2)) {
    expect(click).toMatchObject({ machine: false, signs: [], outcomes: started });
  }
});

test("a quick click and one by a program's HTTP client start runs, and tell what they are", async () => {
  const mailed = await sent(["https://example.com/only"]);
  const [link = ""] = mailed.hrefs;
  await follow(link, { "user-agent": "curl/8.4.0" });
  const [click] = await clicks(mailed, 1);
  expect(click).toEqual({
    machine: false,
    signs: ["http_client", "speed"],
    userAgent: null,
    outcomes: started,
  });
});

test("a click that was held by an API that ended is decided by another process, once", async () => {
  const mailed = await sent(["https://example.com/a", "https://example.com/b"]);
  const { db } = mailed;
  await db.query(
    `insert into link_clicks (id, message_id, link_index, url, clicked_at, recorded_at, signs)
     select gen_random_uuid(), id, 1, 'https://example.com/b', now() - interval '1 minute',
            now() - interval '1 minute', '{}' from messages`,
  );
  await Promise.all([decideOverdueClicks(contextOf(db)), decideOverdueClicks(contextOf(db))]);
  const [click] = await clicks(mailed, 1);
  expect(click).toMatchObject({ machine: false, outcomes: started });
});

test("a machine's click ends no wait, and a machine's open is none", async () => {
  const running = await stack();
  const { db, mail, ingest, ended } = running;
  const html = '<a href="https://example.com/">Look</a>';
  await makeWorkflow(db, {
    definition: inARow(email("mail", "Look", { html }), {
      id: "seen",
      kind: "waitForEvent",
      config: { eventTypeKey: "click", timeout: { amount: 1, unit: "days" } },
    }),
  });
  await ingest.ingest([incoming()]);
  const received = await eventually("the mail", () => mail.received[0]);
  const waits = () => db.query("select 1 from run_waits where event_id is null");
  await eventually("the wait", async () => (await waits()).length);
  const link = /href="(http[^"]+\/c\/[^"]+)"/.exec(received.html)?.[1] ?? "";
  const pixel = /<img src="([^"]+\.gif)"/.exec(received.html)?.[1] ?? "";
  await follow(link, { purpose: "prefetch" });
  await follow(pixel, { "user-agent": "facebookexternalhit/1.1" });
  await clicks(running, 1);
  expect(await waits()).toHaveLength(1);
  const opens = async () => (await db.query<{ opens: number }>("select opens from messages"))[0];
  expect(await opens()).toEqual({ opens: 0 });
  // A mail service that fetches it for its reader.
  await follow(pixel, { "user-agent": "Mozilla/5.0 (via ggpht.com GoogleImageProxy)" });
  expect(await opens()).toEqual({ opens: 1 });
  const raised = await db.query("select params->>'machine' as m from events where source = 'open'");
  expect(raised).toEqual([{ m: "true" }, { m: "false" }]);
  const log = await db.query("select state, detail from message_log order by id offset 3");
  expect(log).toEqual([
    { state: "clicked_by_machine", detail: "Look" },
    { state: "opened_by_machine", detail: null },
    { state: "opened", detail: null },
  ]);
  await follow(link);
  await ended();
});
