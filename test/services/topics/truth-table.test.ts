import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { reachOf } from "../../../src/services/topics/may-receive.ts";
import { testApi } from "../../api/workflows/api.ts";

/** The rows of the table in the guide: what was said, and what then goes out by e-mail. */
async function rowsOfGuide(): Promise<string[][]> {
  const guide = await readFile(new URL("../../../docs/guides/consent.md", import.meta.url), "utf8");
  const [, table = ""] = /<!-- truth table -->\n([\s\S]*?)<!-- end -->/.exec(guide) ?? [];
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

test("who gets what is as the guide's table says, row by row", async () => {
  const api = await testApi();
  await api.post("/topics", { key: "news", name: "News" });
  await api.post("/topics", { key: "club", name: "Club", optIn: true });
  const rows = await rowsOfGuide();
  expect(rows.length).toBeGreaterThan(20);
  let number = 0;
  for (const row of rows) {
    const [all = "", channel = "", topic = "", byChannel = "", ...expected] = row;
    const email = `c${number++}@example.com`;
    const { contact } = (await api.post("/contacts/upsert", { email })).body;
    const said = topic === "–" ? {} : { state: topic };
    const channels = byChannel === "–" ? {} : { email: byChannel };
    const put = await api.ask("PUT", `/contacts/${contact.id}/topics`, {
      ...(all !== "–" && { unsubscribed: true }),
      ...(channel !== "–" && { channels: { email: "unsubscribed" } }),
      topics: { news: { ...said, channels }, club: { ...said, channels } },
    });
    expect(put.status).toBe(200);
    const goes = async (about: string | null, transactional: boolean): Promise<string> => {
      const reach = await reachOf(api.db, contact.id, {
        channel: "email",
        topic: about,
        transactional,
      });
      return reach.may.ok ? "yes" : "no";
    };
    const found = [
      await goes(null, false),
      await goes("news", false),
      await goes("club", false),
      await goes(null, true),
      await goes("news", true),
    ];
    expect([row.slice(0, 4), found]).toEqual([row.slice(0, 4), expected]);
  }
});
