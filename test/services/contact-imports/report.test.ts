import iconv from "iconv-lite";
import { expect, test } from "vitest";
import { contactBy } from "../../api/formats/reteno/client.ts";
import { contextOf } from "../../support/context.ts";
import { linked } from "./linked.ts";

const bad = [
  "email,first name,=cmd|x,City,City",
  "ada@example.com,Ada,,,",
  'bo@example.com,"Bo,,,',
  "nobody,Cy,,,",
  "dan@example.com,Dan,,,,more",
  "eve@example.com,E\0ve,,,",
  "fay@example.com,Fay",
  `gil@example.com,${"g".repeat(500)},a,,`,
  "hal@example.com,Hal,,Hull,",
].join("\n");

test("a report names line, column and reason of whatever was not taken; all good rows are in", async () => {
  const { api, start, run, status, shown, report } = await linked(bad);
  const { id } = await start();
  await run();
  expect(await status(id)).toEqual({
    status: "FINISHED",
    description: `5 of 8 contacts were not taken: see GET /api/v1/contact-imports/${id}/report`,
  });
  const answer = await report(id);
  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(answer.headers.get("content-disposition")).toContain(`import-${id}.csv`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  const lines = bytes.toString().slice(1).trimEnd().split("\r\n");
  expect(lines).toEqual([
    "row,severity,column,reason",
    "1,warning,City,the column is there twice: the first of its cells with something in it counts",
    "3,error,first name,a quote is opened and not closed",
    expect.stringMatching(/^4,error,email,/),
    '5,error,,"has 6 cells, and the first row 5"',
    '6,error,first name,"contains a NUL character, which can\'t be kept"',
    expect.stringMatching(/^7,warning,,"has 2 cells/),
    expect.stringMatching(/^8,error,first name,/),
  ]);
  const there = await api.get("/contacts/search");
  const emails = there.body.items.map(({ email }: { email: string }) => email).toSorted();
  expect(emails).toEqual(["ada@example.com", "fay@example.com", "hal@example.com"]);
  expect(await shown(id)).toMatchObject({ rows: 8, made: 3, changed: 0, failed: 5, warnings: 2 });
  expect((await shown(id)).problems).toHaveLength(7);
});

test("a spreadsheet takes no cell of a report for a formula", async () => {
  const { start, run, report } = await linked(
    'email,"=HYPERLINK(""http://x.example"")"\na@example.com,"x\0"\n',
  );
  const { id } = await start();
  await run();
  expect(await (await report(id)).text()).toContain(`2,error,"'=HYPERLINK(""http://x.example"")",`);
});

test("a file that can't be read is an error with its reason, and one with names only is told", async () => {
  for (const [content, description] of [
    ["<html><h1>Sign in</h1></html>", "web page"],
    ["", "is empty"],
    [Buffer.from("504b0304", "hex"), "XLSX"],
  ] as const) {
    const { start, run, status, report } = await linked(content);
    const { id } = await start();
    await run();
    expect(await (await report(id)).text()).toMatch(/\r\n,error,,"?the file is/);
    expect(await status(id)).toEqual({
      status: "ERROR",
      description: expect.stringContaining(description),
    });
  }
  const { start, run, report } = await linked("email,first name\n");
  const { id } = await start();
  await run();
  expect(await (await report(id)).text()).toContain("1,warning,,the file has no row");
});

test("encoding and separator can be asked for, also in this API's own form", async () => {
  const polish = iconv.encode("email|imię\na@example.com|Łukasz\n", "windows-1250");
  const { api, server, start, run, shown } = await linked(polish);
  const { id } = await start({ encoding: "windows-1250", delimiter: "|" });
  const link = `${server.url}/contacts.csv`;
  const own = await api.post("/contact-imports", {
    link,
    encoding: "cp1250",
    delimiter: "|",
    joinSegments: ["Readers"],
  });
  expect(own).toMatchObject({ status: 202, body: { state: "pending", rows: 0 } });
  expect(JSON.stringify(own.body)).not.toContain(server.url);
  await run();
  await run();
  expect(await shown(id)).toMatchObject({ encoding: "windows-1250", delimiter: "|" });
  expect(await contactBy(api, { email: "a@example.com" })).toMatchObject({
    attributes: { imię: "Łukasz" },
    segments: [{ name: "Readers" }],
  });
  const { items } = (await api.get("/contact-imports?limit=1")).body;
  expect(items).toMatchObject([{ id: own.body.id, state: "done", changed: 1 }]);
  for (const wrong of [{ encoding: "klingon" }, { delimiter: "x" }, { findBy: "name" }]) {
    expect((await api.post("/contact-imports", { link, ...wrong })).status).toBe(400);
  }
  expect((await start({ encoding: "klingon" })).status).toBe(400);
});

test("a link that stops answering is asked again, and then the import has failed", async () => {
  const { api, server, start, run, status } = await linked("");
  server.answer = (_request, response) =>
    void response.write("email,first name\nada@example.com,A");
  const { id } = await start();
  for (let attempt = 1; attempt <= 5; attempt++) {
    await run({ idleMs: 50 });
    await api.db.query("update contact_imports set lease_until = null where id = $1", [id]);
  }
  expect(await status(id)).toMatchObject({ status: "ERROR" });
  expect(server.received).toHaveLength(5);
});

test("something unforeseen costs its row, and the others are in", async () => {
  const { api, start, run, shown } = await linked(
    "email\na@example.com\nb@example.com\nc@example.com\n",
  );
  await api.db.query(`create function refuse() returns trigger language plpgsql as
    $$ begin if new.email = 'b@example.com' then raise 'unforeseen'; end if; return new; end $$`);
  await api.db.query(
    "create trigger refuse before insert or update on contacts for each row execute function refuse()",
  );
  const { id } = await start();
  await run();
  expect(await shown(id)).toMatchObject({
    state: "done",
    made: 2,
    failed: 1,
    problems: [{ line: 3, reason: expect.stringContaining("could not be taken") }],
  });
  expect(await contactBy(api, { email: "c@example.com" })).toBeDefined();
});

test("an attempt that fails as a whole is tried again a few times, and then the import has failed", async () => {
  const { api, start, run, status } = await linked("email\na@example.com\n");
  const { id } = await start();
  const broken = {
    ...contextOf(api.db),
    transaction: () => Promise.reject(new Error("unforeseen")),
  };
  for (let attempt = 1; attempt <= 5; attempt++) {
    await run({ context: broken });
    await api.db.query("update contact_imports set lease_until = null where id = $1", [id]);
  }
  expect(await status(id)).toMatchObject({ status: "ERROR" });
});

test("notes on a file and its rows are told once, whatever workers die on the way", async () => {
  const rows = Array.from(
    { length: 250 },
    (_, n) => `p${n}@example.com,${n % 50 === 0 ? '5"' : "x"}`,
  );
  const { start, run, shown } = await linked(["email,city,", ...rows].join("\n"));
  const { id } = await start();
  await run({ signal: AbortSignal.abort() });
  await run();
  const { problems, warnings } = await shown(id);
  expect(warnings).toBe(6);
  expect(problems.map(({ line }: { line: number }) => line)).toEqual([1, 2, 52, 102, 152, 202]);
});
