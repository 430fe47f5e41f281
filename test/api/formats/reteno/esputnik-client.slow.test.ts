import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { projectRoot } from "../../../../src/platform/project-root.ts";
import { testApi } from "../../workflows/api.ts";
import { pythonClients, pythonIn, whyNoPython } from "../python-clients.ts";
import { contactBy, eventsOf } from "./client.ts";

const script = join(projectRoot, "test/api/formats/clients/send_as_esputnik.py");
const noPython = whyNoPython();

interface Answers {
  // oxlint-disable-next-line typescript/no-explicit-any -- what the client shows of each answer
  [asked: string]: { status: number; data: any };
}

describe.skipIf(noPython !== null)(`ok-esputnik from PyPI, as it is ${noPython ?? ""}`, () => {
  beforeAll(() => void pythonClients(), 300_000);

  test("makes, finds, changes and erases contacts, sends events and orders, reads groups", async () => {
    const api = await testApi();
    const link = "https://files.example.com/contacts.csv";
    const { stdout } = await promisify(execFile)(
      pythonIn(pythonClients()),
      [script, api.url, api.key, link],
      { timeout: 55_000 },
    );
    const answers = JSON.parse(stdout) as Answers;
    const failed = Object.entries(answers).filter(([, { status }]) => status !== 200);
    expect(failed).toEqual([]);
    const dataOf = (asked: string) => answers[asked]?.data;
    const { id } = dataOf("add_contact");
    expect(dataOf("account_info")).toMatchObject({ userEmail: "shop@example.com" });
    expect(dataOf("update_contact")).toBe(`Contact with id='${id}' has been updated`);
    expect(dataOf("get_contact")).toMatchObject({
      id,
      firstName: "Augusta",
      groups: [{ name: "Readers" }],
    });
    expect(dataOf("add_contacts")).toMatchObject({ failedContacts: [] });
    expect(dataOf("get_contacts")).toMatchObject([{ firstName: "Cy" }]);
    expect(dataOf("contacts_upload").asyncSessionId).toEqual(expect.any(String));
    expect([dataOf("orders"), dataOf("orders_again")]).toEqual(["", ""]);
    expect(dataOf("group_contacts")).toMatchObject([{ id }]);
    expect(dataOf("group_contacts_after")).toEqual([]);
    expect(dataOf("delete_contact")).toBe(`Contact with id='${id}' has been deleted`);

    expect(await eventsOf(api, "orderPaid")).toMatchObject([{ key: "A-1" }]);
    expect(await eventsOf(api, "orderINITIALIZED")).toHaveLength(1);
    expect(await eventsOf(api, "subscribeFromApi-footer")).toHaveLength(1);
    expect(await eventsOf(api, "imported")).toHaveLength(1);
    expect(await contactBy(api, { email: "bo@example.com" })).toMatchObject({ unsubscribed: true });
    expect(await contactBy(api, { email: "cy@example.com" })).toMatchObject({
      unsubscribed: false,
    });
    expect(await contactBy(api, { email: "ada@example.com" })).toBeUndefined();
  });
});
