import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import type { IdentityKind } from "../../src/domain/identity.ts";
import { parseIdentity } from "../../src/domain/identity.ts";
import { projectRoot } from "../../src/platform/project-root.ts";
import { testDatabase } from "../support/database.ts";

const folder = join(projectRoot, "migrations");

/** A database as it was before a migration, and that migration, still to be done. */
async function before(migration: string): Promise<{ db: Database; migrate(): Promise<unknown> }> {
  const { db } = await testDatabase();
  const apply = async (name: string) => db.query(await readFile(join(folder, name), "utf8"));
  await db.query("drop schema public cascade; create schema public");
  for (const name of (await readdir(folder)).toSorted()) if (name < migration) await apply(name);
  return { db, migrate: () => apply(migration) };
}

test("keys and sessions that could manage keep the right to keys and secrets, others get none", async () => {
  const { db, migrate } = await before("0008_people.sql");
  await db.query(`
    insert into api_keys (id, name, token_hash, hint, scopes) values
      (gen_random_uuid(), 'a', 'a', '', '{send,read,manage}'),
      (gen_random_uuid(), 'b', 'b', '', '{manage}'),
      (gen_random_uuid(), 'c', 'c', '', '{send,read}');
    insert into browser_sessions (token_hash, scopes, expires_at) values
      ('a', '{send,read,manage}', now()), ('b', '{read}', now())`);
  await migrate();
  expect(await db.query("select name, scopes from api_keys order by name")).toEqual([
    { name: "a", scopes: ["send", "read", "manage", "admin"] },
    { name: "b", scopes: ["manage", "admin"] },
    { name: "c", scopes: ["send", "read"] },
  ]);
  expect(await db.query("select scopes, person_id from browser_sessions order by 1")).toEqual([
    { scopes: ["read"], person_id: null },
    { scopes: ["send", "read", "manage", "admin"], person_id: null },
  ]);
});

test("identities of before are found in the form of today, but for those whose form is taken", async () => {
  const { db, migrate } = await before("0028_one_form_of_an_address.sql");
  const contacts: [string, string, string][] = [
    ["email", "ada@münchen.example", "ada@xn--mnchen-3ya.example"],
    ["email", "bob@mu\u0308nchen.example", "bob@xn--mnchen-3ya.example"],
    ["email", "\u200bcy@example.com\ufeff", "cy@example.com"],
    ["email", "jose\u0301@example.com", "jos\u00e9@example.com"],
    ["email", "dan@пример.рф", "dan@xn--e1afmkfd.xn--p1ai"],
    ["email", "eve@例え.テスト", "eve@xn--r8jz45g.xn--zckzah"],
    ["email", "fay@bücher-und-mehr.faß.example", "fay@xn--bcher-und-mehr-gsb.xn--fa-hia.example"],
    ["email", "plain@example.com", "plain@example.com"],
    ["contactId", "rene\u0301", "ren\u00e9"],
    ["contactId", "Ada\u200d7", "Ada\u200d7"],
    ["phone", "+442071838750", "+442071838750"],
  ];
  for (const [kind, value] of [
    ...contacts,
    ["email", "gus@münchen.example"],
    ["email", "gus@xn--mnchen-3ya.example"],
  ]) {
    await db.query(
      `with c as (insert into contacts (id, source, email, confirmed_email)
                  values (gen_random_uuid(), 'api', $2, $2) returning id)
       insert into contact_identities (kind, value, contact_id) select $1, $3, id from c`,
      [kind, kind === "email" ? value : null, value],
    );
  }
  await migrate();
  const rows = await db.query<{ kind: string; value: string; email: string; confirmed: string }>(
    `select i.kind, i.value, c.email, c.confirmed_email as confirmed
       from contact_identities i join contacts c on c.id = i.contact_id`,
  );
  for (const [kind, , form] of contacts) {
    const found = rows.find((row) => row.kind === kind && row.value === form);
    expect(found, form).toBeDefined();
    if (kind === "email") expect(found).toMatchObject({ email: form, confirmed: form });
    const parsed = parseIdentity(kind as IdentityKind, form);
    expect(parsed).toMatchObject({ outcome: "identity", identity: { value: form } });
  }
  expect(rows).toHaveLength(contacts.length + 2);
  expect(rows.map(({ value }) => value)).toContain("gus@münchen.example");
});
