import { createHmac, randomBytes } from "node:crypto";
import type { ReceivedRequest, TestHttpServer } from "../../support/http-server.ts";
import { testHttpServer } from "../../support/http-server.ts";
import type { TestMailServer } from "../../support/mail-server.ts";
import { testMailServer } from "../../support/mail-server.ts";
import { unique } from "../../support/temporal.ts";
import type { WorkerSettings } from "../../support/worker.ts";
import type { TestApi } from "../../api/workflows/api.ts";
import { activeWorkflow, testApi } from "../../api/workflows/api.ts";

export interface Told {
  activityId: string;
  activityStatus: string;
  [field: string]: unknown;
}

export interface Shop extends TestApi {
  server: TestHttpServer;
  mail: TestMailServer;
  settings: WorkerSettings;
  workflowId: string;
  /** Makes a webhook to the server. */
  webhook(change?: object): Promise<{ id: string; secret: string }>;
  /** Starts a run, which sends a mail. */
  order(keyValue: string): Promise<void>;
}

/** An API, a mail server and a receiver of webhooks; without a worker. */
export async function shop(): Promise<Shop> {
  const key = randomBytes(32).toString("base64");
  const server = await testHttpServer();
  const mail = await testMailServer();
  const env = { SECRETS_KEY: key, WEBHOOK_ALLOW_PRIVATE_HOSTS: server.host };
  const api = await testApi(env, 10);
  const { workflowId } = await activeWorkflow(api, { typeKey: "ordered" });
  return {
    ...api,
    server,
    mail,
    workflowId,
    settings: {
      databaseUrl: api.databaseUrl,
      smtpUrl: mail.url,
      publicUrl: api.url,
      env,
      taskQueue: unique("webhooks"),
    },
    webhook: async (change = {}) => {
      const answer = await api.post("/webhooks", { name: "Shop", url: server.url, ...change });
      if (answer.status !== 201) throw new Error(JSON.stringify(answer));
      return answer.body as { id: string; secret: string };
    },
    order: async (keyValue) => {
      const params = { Email: "ada@example.com", ContactId: "c-1" };
      const answer = await api.post("/event", { eventTypeKey: "ordered", keyValue, params });
      if (answer.status !== 200) throw new Error(JSON.stringify(answer));
    },
  };
}

export const toldBy = ({ body }: ReceivedRequest): Told[] => JSON.parse(body) as Told[];
export const statusesOf = (requests: readonly ReceivedRequest[]): string[] =>
  requests.flatMap(toldBy).map(({ activityStatus }) => activityStatus);

/** As a receiver checks it, by what the guide says. */
export function isSigned({ headers, body }: ReceivedRequest, secret: string): boolean {
  const [, at, mac] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["campanile-signature"])) ?? [];
  const isFresh = Math.abs(Date.now() / 1_000 - Number(at)) < 300;
  return isFresh && createHmac("sha256", secret).update(`${at}.${body}`).digest("hex") === mac;
}
