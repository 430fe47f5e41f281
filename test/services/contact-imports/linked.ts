import { guardedAgent } from "../../../src/platform/address-guard/agent.ts";
import type { FileImportDependencies } from "../../../src/services/contact-imports/run-linked.ts";
import { runFileImport } from "../../../src/services/contact-imports/run-linked.ts";
import { basicClient } from "../../api/formats/reteno/client.ts";
import { testApi } from "../../api/workflows/api.ts";
import { afterwards } from "../../support/afterwards.ts";
import { contextOf } from "../../support/context.ts";
import { testHttpServer } from "../../support/http-server.ts";

export const phone = "+442071838750";

export const csv = [
  "\uFEFFEmail;First name;SMS;Loyalty;externalCustomerId",
  `ada@example.com;"Ada ""A"";";${phone};gold;c-1`,
  "bo@example.com;Bo;050;;",
  "",
  "cy@example.com;Cy;;silver;",
].join("\r\n");

/** A shop with a file behind a link, and a worker that looks for imports when it is told to. */
export async function linked(content: string | Buffer, allowed = true) {
  const api = await testApi();
  const ask = basicClient(api);
  const server = await testHttpServer();
  server.answer = (_request, response) => response.end(content);
  const agent = guardedAgent({ allowed: allowed ? [server.host] : [] });
  afterwards(() => agent.close());
  const start = async (more: object = {}) => {
    const upload = { link: `${server.url}/contacts.csv`, dedupeOn: "email", ...more };
    const { status, json } = await ask("POST", "v1/contacts/upload", upload);
    return { status, id: json.asyncSessionId as string };
  };
  const run = (more: Partial<FileImportDependencies> = {}) =>
    runFileImport({ context: contextOf(api.db), agent, ...more });
  const status = async (id: string) => (await ask("GET", `v1/importstatus/${id}`)).json;
  const shown = async (id: string) => (await api.get(`/contact-imports/${id}`)).body;
  const report = async (id: string) =>
    fetch(`${api.url}/api/v1/contact-imports/${id}/report`, {
      headers: { authorization: `Bearer ${api.key}` },
    });
  return { api, ask, server, start, run, status, shown, report };
}
