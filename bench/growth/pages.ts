import type { Database } from "../../src/db/core/database.ts";
import { required } from "../../src/domain/required.ts";
import { typeKey, workflowName } from "./scene.ts";

/** The pages over what grows, each where there is most of it: what it is called by, and its address. */
export async function pagesOf(db: Database): Promise<[name: string, path: string][]> {
  const one = async (text: string, values: unknown[] = []): Promise<string> => {
    const [row] = await db.query<{ id: string }>(text, values);
    return required(row, text).id;
  };
  const contact = await one("select id from contacts where email = 'c1@growth.example'");
  const workflow = await one("select id from workflows where name = $1", [workflowName(0)]);
  const segment = await one("select id from segments where name = 'Everybody'");
  const run = await one("select id from runs where contact_id = $1 limit 1", [contact]);
  const message = await one("select id from messages order by queued_at desc limit 1");
  return [
    ["Home", "/"],
    ["Home, a month", "/?last=month"],
    ["Event types", "/event-types"],
    ["Workflows", "/workflows"],
    ["A workflow", `/workflows/${workflow}`],
    ["Events", "/events"],
    ["Events of one type", `/events?typeKey=${typeKey(0)}`],
    ["Events of one contact", `/events?contactId=${contact}`],
    ["Runs", "/runs"],
    ["Runs that failed", "/runs?status=failed"],
    ["Runs of one workflow", `/runs?workflowId=${workflow}`],
    ["A run", `/runs/${run}`],
    ["Contacts", "/contacts"],
    ["Contacts by a name", "/contacts?search=Last77"],
    ["Contacts by an e-mail", "/contacts?search=c77%40growth.example"],
    ["A contact of many events", `/contacts/${contact}`],
    ["Messages", "/messages"],
    ["Messages of one workflow", `/messages?workflowId=${workflow}`],
    ["A message", `/messages/${message}`],
    ["Segments", "/segments"],
    ["A segment of everybody", `/segments/${segment}`],
    ["Orders", "/orders"],
    ["An order", "/orders/order-1"],
    ["Products", "/products"],
    ["A product", "/products/lamp-77"],
    ["Topics", "/topics"],
    ["Templates", "/templates"],
    ["Promo codes", "/promo-codes"],
    ["Reports", "/reports"],
    ["The report of one workflow", `/reports/${workflow}`],
    ["Workers", "/workers"],
    ["Channels", "/channels"],
    ["Import", "/import"],
    ["Sources", "/sources"],
    ["Notifications", "/notifications"],
    ["Audit log", "/settings/audit-log"],
    ["Suppressions", "/settings/suppressions"],
    ["RFM", "/settings/rfm"],
    ["Workspace", "/settings/workspace"],
  ];
}
