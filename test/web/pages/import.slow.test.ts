import { afterAll, beforeAll, expect, test } from "vitest";
import { guardedAgent } from "../../../src/platform/address-guard/agent.ts";
import { runFileImport } from "../../../src/services/contact-imports/run-linked.ts";
import { afterwards } from "../../support/afterwards.ts";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { contextOf } from "../../support/context.ts";
import { eventually } from "../../support/wait.ts";
import type { TestApi } from "../../api/workflows/api.ts";
import { testApi } from "../../api/workflows/api.ts";

afterAll(closeChromium);

let api: TestApi;

beforeAll(async () => {
  api = await testApi();
  await api.post("/contacts/upsert", { email: "ada@example.com", attributes: { city: "Lviv" } });
  await api.post("/segments", { name: "Fair" });
});

/** A worker that carries out the import that comes next. */
async function work(): Promise<void> {
  const agent = guardedAgent({ allowed: [] });
  afterwards(() => agent.close());
  await eventually("an import", () => runFileImport({ context: contextOf(api.db), agent }));
}

const csv = [
  "E-mail;Ім’я;City;Phone;Shoe size",
  "ada@example.com;Ada;Kyiv;;38",
  "bela@example.com;Bela;Lviv;;41",
  "no address;Chen;Odesa;;40",
  "dana@example.com;Dana;Odesa;12;39",
].join("\r\n");

const named = (name: string, text: string) => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(text),
});

test("a file's columns are recognized, a dry run says row by row what is wrong, and only the import changes contacts", async () => {
  const { page, faults } = await ownersVisit(api, { at: "/import" });
  await page.getByText("Nothing was imported yet").waitFor();
  await page.getByRole("link", { name: "New import" }).first().click();
  // A file that is chosen before the page knows which attributes there are.
  let answer = (): void => undefined;
  const isChosen = new Promise<void>((resolve) => (answer = resolve));
  await page.route("**/fact-paths*", async (route) => {
    await isChosen;
    await route.continue();
  });
  await page.getByLabel("CSV file").setInputFiles(named("people.csv", csv));
  answer();

  const meaning = (name: string) => page.getByRole("combobox", { name: `What “${name}” is` });
  await meaning("E-mail").waitFor();
  expect(await meaning("E-mail").inputValue()).toBe("E-mail");
  expect(await meaning("Ім’я").inputValue()).toBe("First name");
  // The attribute that contacts have already, and no second one beside it.
  expect(await page.getByRole("combobox", { name: "Attribute for “City”" }).inputValue()).toBe(
    "city",
  );
  await meaning("Shoe size").click();
  await page.getByRole("option", { name: "Leave out" }).click();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("textbox", { name: "Add all to a segment" }).click();
  await page.getByRole("option", { name: "Fair" }).click();
  await page.getByRole("button", { name: "Try it without changing anything" }).click();
  await page.getByText("Waiting for a worker").waitFor();
  await work();

  await page.getByText("Dry run done: 4 rows").waitFor();
  const figure = (name: string) => page.locator(`[data-figure="${name}"]`).textContent();
  expect([await figure("made"), await figure("changed"), await figure("failed")]).toEqual([
    "1",
    "1",
    "2",
  ]);
  const wrong = page.getByRole("row", { name: /no address/ });
  await wrong.getByText("Not an e-mail address, such as").waitFor();
  await page.getByRole("row", { name: /^5 Phone 12/ }).waitFor();
  const emails = async () =>
    (await api.db.query<{ email: string }>("select email from contacts order by email")).map(
      ({ email }) => email,
    );
  expect(await emails()).toEqual(["ada@example.com"]);

  await page.getByRole("button", { name: "Start the import" }).click();
  await page.getByRole("heading", { name: "Import", level: 1 }).waitFor();
  await work();
  await page.getByText("Import done: 4 rows").waitFor();
  expect(await emails()).toEqual(["ada@example.com", "bela@example.com"]);
  const rows = await api.db.query("select attributes, first_name from contacts order by email");
  expect(rows).toMatchObject([
    { attributes: { city: "Kyiv" }, first_name: "Ada" },
    { attributes: { city: "Lviv" }, first_name: "Bela" },
  ]);
  expect((await api.get("/segments")).body.items).toMatchObject([{ name: "Fair", members: 2 }]);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download the whole report (CSV)" }).click();
  const report = await (await download).createReadStream();
  const lines = (await report.toArray()).join("");
  expect(lines).toContain("E-mail");
  await page.getByRole("link", { name: "All imports" }).click();
  await page.getByRole("row").nth(2).waitFor();
  await page.getByText("dry run").waitFor();
  expect(await page.getByRole("row").count()).toBe(3);

  // The next file of the kind begins with what was chosen for this one.
  await page.getByRole("link", { name: "New import" }).click();
  await page.getByLabel("CSV file").setInputFiles(named("again.csv", csv));
  await meaning("Shoe size").waitFor();
  expect(await meaning("Shoe size").inputValue()).toBe("Leave out");
  expect(faults).toEqual([]);
});

test("a file that is no table, and one that says of nobody who it is, are told before anything is sent", async () => {
  const { page, faults } = await ownersVisit(api);
  const before = (await api.get("/contact-imports")).body.items.length;
  await page.goto("/import/new");
  await page.getByLabel("CSV file").setInputFiles(named("empty.csv", "\r\n  \r\n"));
  await page.getByText("empty.csv has no row that names columns").waitFor();
  // As it is dropped from a folder.
  const dropped = await page.evaluateHandle(`(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["City\\nKyiv"], "cities.csv", { type: "text/csv" }));
    return transfer;
  })()`);
  await page.getByText("Drop a CSV file here").dispatchEvent("drop", { dataTransfer: dropped });
  await page.getByText("No column says who a row is about").waitFor();
  expect(await page.getByRole("button", { name: "Next" }).isDisabled()).toBe(true);
  expect((await api.get("/contact-imports")).body.items).toHaveLength(before);
  expect(faults).toEqual([]);
});
