import { expect, test } from "vitest";
import { englishWords } from "../../../src/domain/page-words/english.ts";
import { pageWordKeys, placesIn } from "../../../src/domain/page-words/page-words.ts";
import { loadLinkSigner } from "../../../src/services/clicks/link-signer.ts";
import { makeWorkflow, startOnOrder } from "../../support/campaign.ts";
import { email, inARow } from "../../support/definitions.ts";
import type { Stack } from "../../support/mail-stack.ts";
import { stack } from "../../support/mail-stack.ts";
import { messageTo } from "../../support/message-to.ts";
import { eventually } from "../../support/wait.ts";

async function scene({ worker = false } = {}) {
  const running = await stack({ worker });
  const { post, db, url } = running;
  await post("/topics", { key: "news", name: "News", description: "Once a week" });
  await post("/topics", { key: "club", name: "Club", doubleOptIn: true });
  const given = { email: "ada@example.com", language: "uk-UA" };
  const { id } = (await post("/contacts/upsert", given)).body.contact;
  const page = (await loadLinkSigner(db, url, undefined)).signedUrl("preferences", id);
  return { ...running, id, page };
}

const submit = async (url: string, fields: [string, string][] = []) => {
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(fields) });
  return { status: response.status, text: await response.text() };
};

/** The page's form as it was shown, with these boxes ticked and no others. */
const choose = async (page: string, ticked: string[], fields: [string, string][] = []) => {
  const shown = await (await fetch(page)).text();
  const offered = [...shown.matchAll(/name="offered" value="([^"]+)"/g)].map(
    ([, value = ""]): [string, string] => ["offered", value],
  );
  expect(offered.length).toBeGreaterThan(0);
  const wanted = ticked.map((value): [string, string] => ["want", value]);
  return submit(page, [...offered, ...wanted, ...fields]);
};

const topicsOf = async ({ get, id }: Stack & { id: string }) =>
  Object.fromEntries(
    (await get(`/contacts/${id}`)).body.topics.map((one: { key: string; state: string }) => [
      one.key,
      one.state,
    ]),
  );

test("the preference page shows what holds, in the owner's look and the contact's language, and changes what was changed", async () => {
  const given = await scene();
  const { page, get, patch, id, db, url } = given;
  const brand = { name: "Shop & Co", color: "#aa0055", logoUrl: "https://cdn.example.com/l.png" };
  await patch("/workspace", { brand: { ...brand, texts: { uk: { title: "Ваш вибір" }, de: {} } } });
  const shown = await fetch(page);
  const text = await shown.text();
  expect(shown.status).toBe(200);
  expect(text).toContain('<html lang="uk"');
  expect(text).toContain("Ваш вибір · Shop &amp; Co");
  expect(text).toMatch(/<option value="de" >\s*Deutsch/);
  expect(text).toMatch(/value="news\/email"[^>]*checked/);
  expect(text).not.toMatch(/value="club\/email"[^>]*checked/);
  const policy = shown.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("img-src 'self' data: https://cdn.example.com;");
  expect(await (await fetch(`${url}/brand.css`)).text()).toContain("--accent: #aa0055");
  // Looking changes nothing, and neither does saving what is there.
  await choose(page, ["news/email"], [["language", ""]]);
  expect(await db.query("select 1 from consent_log")).toEqual([]);
  expect((await get(`/contacts/${id}`)).body.language).toBe("uk-UA");

  await choose(page, [], [["language", "en"]]);
  expect(await topicsOf(given)).toEqual({ news: "unsubscribed" });
  expect((await get(`/contacts/${id}`)).body.language).toBe("en");
  expect((await choose(page, [], [["nothing", "on"]])).text).toContain("Saved");
  expect((await get(`/contacts/${id}`)).body.unsubscribed).toBe(true);
  await choose(page, ["news/email"]);
  expect((await get(`/contacts/${id}`)).body.unsubscribed).toBe(false);
  expect(await topicsOf(given)).toMatchObject({ news: "subscribed" });
  expect((await fetch(`${page.slice(0, -4)}AAAA`)).status).toBe(404);
  expect((await submit(`${page.slice(0, -4)}AAAA`)).status).toBe(404);
});

test("a topic with double opt-in is pending until the link of our own mail is confirmed, sent once", async () => {
  const given = await scene({ worker: true });
  const { mail, ask, id, db, post } = given;
  const put = () => ask("PUT", `/contacts/${id}/topics`, { topics: { club: "subscribed" } });
  expect((await put()).body).toMatchObject({ topics: [{ key: "club", state: "pending" }] });
  await put();
  const received = await eventually("the mail", () => mail.received[0]);
  expect(received.subject).toBe("Підтвердьте, будь ласка, підписку");
  const [, link = ""] = /href="([^"]+\/confirm\/[^"]+)"/.exec(received.html) ?? [];
  // Link checkers look: that changes nothing.
  expect(await (await fetch(link)).text()).toContain("«Club»");
  expect(received.html).toContain("«Club»");
  expect(await topicsOf(given)).toEqual({ club: "pending" });
  expect((await submit(link)).status).toBe(200);
  expect(await topicsOf(given)).toEqual({ club: "subscribed" });
  expect((await submit(link)).status).toBe(404);
  expect((await put()).body.topics).toMatchObject([{ key: "club", state: "subscribed" }]);
  const log = await db.query("select state, source from consent_log order by id");
  expect(log).toEqual([
    { state: "pending", source: "api" },
    { state: "subscribed", source: "confirmation" },
  ]);
  const raised = await db.query(
    "select t.key from events e join event_types t on t.id = e.type_id where t.source = 'system' order by e.id",
  );
  expect(raised.map(({ key }) => key)).toEqual(["subscriptionRequested", "subscribed"]);
  expect(mail.received).toHaveLength(1);

  // One that has run out confirms nothing.
  const other = (await post("/contacts/upsert", { email: "ben@example.com" })).body.contact;
  await ask("PUT", `/contacts/${other.id}/topics`, { topics: { club: "subscribed" } });
  const second = await eventually("the second mail", () => mail.mailsTo("ben@example.com")[0]);
  await db.query("update topic_confirmations set expires_at = now()");
  const [, late = ""] = /href="([^"]+\/confirm\/[^"]+)"/.exec(second.html) ?? [];
  expect((await submit(late)).status).toBe(404);
});

test("a workflow that the request starts sends the link in place of our own mail", async () => {
  const { db, mail, ask, id, page } = await scene({ worker: true });
  await makeWorkflow(db, {
    bindings: [{ ...startOnOrder, eventTypeKey: "subscriptionRequested" }],
    definition: inARow(
      email("mail", "Please confirm", {
        transactional: true,
        html: '<a href="{{ confirmUrl }}">Yes</a> <a href="{{ preferencesUrl }}">Choose</a> <i>{{ chatToken }}</i>',
      }),
    ),
  });
  await ask("PUT", `/contacts/${id}/topics`, { topics: { club: "subscribed" } });
  const received = await eventually("the mail", () => mail.received[0]);
  expect(received.subject).toBe("Please confirm");
  expect(received.html).toMatch(/href="[^"]+\/confirm\/[\w-]{43}"/);
  expect(received.html).toContain(new URL(page).pathname);
  const [, token = ""] = /<i>([\w-]{43})<\/i>/.exec(received.html) ?? [];
  expect((await loadLinkSigner(db, "", undefined)).messageOf("chat", token)).toBe(id);
  expect(mail.received).toHaveLength(1);
});

test("a topic that was made after the page was opened is not unsubscribed from by saving it", async () => {
  const given = await scene();
  const offered: [string, string] = ["offered", "club/email"];
  await submit(given.page, [offered, ["want", "club/email"]]);
  expect(await topicsOf(given)).toEqual({ club: "pending" });
});

test("where there are no topics, the page offers the channels", async () => {
  const { post, get, db, url } = await stack({ worker: false });
  const { id } = (await post("/contacts/upsert", { email: "ada@example.com" })).body.contact;
  const page = (await loadLinkSigner(db, url, undefined)).signedUrl("preferences", id);
  const left = async () => (await get(`/contacts/${id}`)).body.channels;
  await choose(page, ["/email"]);
  expect(await db.query("select 1 from consent_log")).toEqual([]);
  await choose(page, []);
  expect(await left()).toMatchObject([{ channel: "email", unsubscribed: true }]);
  await choose(page, ["/email"]);
  expect(await left()).toEqual([]);
});

test("the page behind a message's link calls its topic by its name and leads to the preferences", async () => {
  const { db, url, id, get, patch, page } = await scene();
  await patch(`/contacts/${id}`, { language: null });
  const messageId = await messageTo(db, { contactId: id, topic: "news" });
  const link = (await loadLinkSigner(db, url, undefined)).unsubscribeUrl(messageId);
  const shown = await (await fetch(link)).text();
  expect(shown).toContain("nothing more from us about “News”?");
  expect(shown).toContain(new URL(page).pathname);
  const left = await submit(link, [["from", "topic"]]);
  expect(left.text).toContain("You hear nothing more from us about “News”.");
  expect(left.text).toContain(new URL(page).pathname);
  expect((await get(`/contacts/${id}`)).body.topics).toMatchObject([
    { key: "news", state: "unsubscribed" },
  ]);
});

test("the pages speak the language of the message, else the contact's, else the browser's", async () => {
  const { db, url, id, ask, patch, page } = await scene();
  const signer = await loadLinkSigner(db, url, undefined);
  const link = async (language?: string) => {
    const given = { contactId: id, topic: null, channel: "sms", ...(language && { language }) };
    return signer.unsubscribeUrl(await messageTo(db, given));
  };
  const tag = async (address: string, browser = "*") => {
    const headers = { "accept-language": browser };
    const text = await (await fetch(address, { headers })).text();
    return /<html lang="([\w-]+)"/.exec(text)?.[1];
  };
  // The contact reads Ukrainian.
  expect(await tag(await link("en-GB"), "uk")).toBe("en");
  const plain = await link();
  expect(await tag(plain, "en")).toBe("uk");
  expect(await (await fetch(plain)).text()).toContain("пропозицій і новин через SMS");
  expect(await tag(await link("de"), "en")).toBe("uk");
  await ask("PATCH", `/contacts/${id}`, { language: null });
  for (const address of [plain, page, `${plain.slice(0, -4)}AAAA`, `${page.slice(0, -4)}AAAA`]) {
    expect(await tag(address, "de, uk-UA;q=0.8, en;q=0.5")).toBe("uk");
    expect(await tag(address, "de")).toBe("en");
  }
  await patch("/workspace", { language: "uk" });
  expect(await tag(plain, "de")).toBe("uk");
  expect(await tag(plain)).toBe("uk");
  const left = await submit(plain, [["from", "all"]]);
  expect(left.text).toContain("більше не надсилатимемо вам пропозицій і новин через SMS");
});

test("pages are in a language of the owner's once all of its words are said, and keep what is filled in", async () => {
  const { db, url, id, ask, patch, page } = await scene();
  const signer = await loadLinkSigner(db, url, undefined);
  await patch(`/contacts/${id}`, { language: "ar-EG" });
  const link = signer.unsubscribeUrl(await messageTo(db, { contactId: id, topic: "news" }));
  const words = Object.fromEntries(
    pageWordKeys.map((key) => [
      key,
      [`[${key}]`, ...placesIn(englishWords[key]).map((name) => `{{ ${name} }}`)].join(" "),
    ]),
  );
  const text = async (address: string) => (await fetch(address)).text();
  const { gone, ...most } = words;
  const brandOf = (texts: object) => ({ name: null, color: null, logoUrl: null, texts });
  await patch("/workspace", { brand: brandOf({ ar: most }) });
  // One word is missing: the title and the introduction stand alone, the rest is built in.
  const partly = await text(page);
  expect(partly).toContain('<html lang="en" dir="ltr">');
  expect(partly).toContain("[intro]");
  expect(partly).toContain("Language of our messages");
  expect(await text(link)).toContain("nothing more from us about “News”?");

  await patch("/workspace", { brand: brandOf({ ar: words }) });
  const whole = await text(page);
  expect(whole).toContain('<html lang="ar" dir="rtl">');
  for (const key of ["title", "language", "save", "still", "channel.email"]) {
    expect(whole).toContain(`[${key}]`);
  }
  const unsubscribing = await text(link);
  expect(unsubscribing).toContain("[topicQuestion] News");
  expect(unsubscribing).toContain("[orAll] [by.email]");
  expect((await submit(link, [["from", "topic"]])).text).toContain("[leftTopic] News");

  const wrong = { ar: { save: "{{ topic }}", leftAll: "{{ by }} {{ name }}", nonsense: "x" } };
  const refused = await ask("PATCH", "/workspace", { brand: brandOf(wrong) });
  expect(refused.status).toBe(400);
  expect(JSON.stringify(refused.body)).toContain("nothing is filled in here");
  expect(gone).toBe("[gone]");
});
