import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { channelNames, channels } from "../../../src/channels/registry.ts";
import { mayReceive, reachOf } from "../../../src/services/topics/may-receive.ts";
import { suppressionReasons } from "../../../src/domain/suppression.ts";
import { testApi } from "../../api/workflows/api.ts";

/** The rows of a table of the guide. */
async function rowsOfGuide(name: "truth table" | "suppressions"): Promise<string[][]> {
  const guide = await readFile(new URL("../../../docs/guides/consent.md", import.meta.url), "utf8");
  const [, table = ""] = new RegExp(`<!-- ${name} -->\n([^]*?)<!-- end -->`).exec(guide) ?? [];
  return table
    .trim()
    .split("\n")
    .slice(2)
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

test("who gets what by a channel is as the guide's table says, row by row, by every channel", async () => {
  const api = await testApi();
  await api.post("/topics", { key: "news", name: "News" });
  await api.post("/topics", { key: "club", name: "Club", optIn: true });
  const rows = await rowsOfGuide("truth table");
  expect(rows.length).toBeGreaterThan(20);
  const byEach = (state: string) => Object.fromEntries(channelNames.map((name) => [name, state]));
  let number = 0;
  for (const row of rows) {
    const [all = "", channel = "", topic = "", byChannel = "", ...expected] = row;
    const email = `c${number++}@example.com`;
    const { contact } = (await api.post("/contacts/upsert", { email })).body;
    const said = topic === "–" ? {} : { state: topic };
    const single = byChannel === "–" ? {} : byEach(byChannel);
    const put = await api.ask("PUT", `/contacts/${contact.id}/topics`, {
      ...(all !== "–" && { unsubscribed: true }),
      ...(channel !== "–" && { channels: byEach("unsubscribed") }),
      topics: { news: { ...said, channels: single }, club: { ...said, channels: single } },
    });
    expect(put.status).toBe(200);
    for (const name of channelNames) {
      const goes = async (about: string | null, transactional: boolean): Promise<string> => {
        const wish = { channel: name, topic: about, transactional };
        const { may } = await reachOf(api.db, contact.id, wish);
        // A block for many asks for several contacts at once: by the same rules.
        expect(await mayReceive(api.db, contact.id, wish)).toEqual(may);
        return may.ok ? "yes" : "no";
      };
      const found = [
        await goes(null, false),
        await goes("news", false),
        await goes("club", false),
        await goes(null, true),
        await goes("news", true),
      ];
      expect([name, row.slice(0, 4), found]).toEqual([name, row.slice(0, 4), expected]);
    }
  }
});

test("what is said of one channel holds for no other", async () => {
  const api = await testApi();
  await api.post("/topics", { key: "news", name: "News" });
  const { contact } = (await api.post("/contacts/upsert", { email: "ada@example.com" })).body;
  await api.ask("PUT", `/contacts/${contact.id}/topics`, {
    channels: { sms: "unsubscribed" },
    topics: { news: { channels: { email: "unsubscribed" } } },
  });
  const refused = [];
  for (const channel of channelNames) {
    for (const topic of [null, "news"]) {
      const { may } = await reachOf(api.db, contact.id, { channel, topic, transactional: false });
      if (!may.ok) refused.push([channel, topic]);
    }
  }
  expect(refused).toEqual([
    ["email", "news"],
    ["sms", null],
    ["sms", "news"],
  ]);
});

test("what a suppression keeps away is as the guide's table says, by every channel", async () => {
  const api = await testApi();
  const { contact } = (await api.post("/contacts/upsert", { email: "ada@example.com" })).body;
  const rows = await rowsOfGuide("suppressions");
  const names = rows.map(([reason = ""]) => reason.replaceAll("`", ""));
  expect(names.toSorted()).toEqual(suppressionReasons.toSorted());
  for (const [place, reason] of names.entries()) {
    for (const channel of channelNames) {
      const given = { email: `${reason}@example.com`, phone: `+38050123450${place}` };
      const kind = channels.get(channel)?.address.identity ?? "";
      const address = Object.hasOwn(given, kind) ? given[kind as keyof typeof given] : reason;
      const added = await api.post("/suppressions", { channel, address, reason });
      expect([channel, added.status]).toEqual([channel, 201]);
      const goes = async (transactional: boolean): Promise<boolean> => {
        const reach = await reachOf(api.db, contact.id, { channel, topic: null, transactional });
        return (await reach.mayAt(added.body.address)).ok;
      };
      const found = [await goes(false), await goes(true)];
      const away = rows[place]?.[2];
      expect([channel, reason, ...found]).toEqual([channel, reason, false, away === "marketing"]);
    }
  }
});
