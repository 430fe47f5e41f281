import { randomBytes } from "node:crypto";
import type { TestApi } from "../../api/workflows/api.ts";
import { testApi } from "../../api/workflows/api.ts";
import type { ReceivedRequest, TestHttpServer } from "../../support/http-server.ts";
import { testHttpServer } from "../../support/http-server.ts";
import type { TestMailServer } from "../../support/mail-server.ts";
import { testMailServer } from "../../support/mail-server.ts";
import { unique } from "../../support/temporal.ts";
import type { WorkerSettings } from "../../support/worker.ts";

export interface Told extends TestApi {
  server: TestHttpServer;
  mail: TestMailServer;
  settings: WorkerSettings;
  target(body: object): Promise<{ id: string; secret: string | null }>;
}

/** An API, and servers that notifications go to; without a worker. */
export async function told(): Promise<Told> {
  const server = await testHttpServer();
  const mail = await testMailServer();
  const env = {
    SECRETS_KEY: randomBytes(32).toString("base64"),
    WEBHOOK_ALLOW_PRIVATE_HOSTS: server.host,
  };
  const api = await testApi({ ...env, SMTP_URL: mail.url }, 10);
  return {
    ...api,
    server,
    mail,
    settings: {
      databaseUrl: api.databaseUrl,
      smtpUrl: mail.url,
      publicUrl: api.url,
      env,
      taskQueue: unique("notifications"),
    },
    target: async (body) => {
      const { status, body: made } = await api.post("/notification-targets", body);
      if (status !== 201) throw new Error(JSON.stringify(made));
      return made as { id: string; secret: string | null };
    },
  };
}

export const bodyOf = (request: ReceivedRequest | undefined): Record<string, unknown> =>
  JSON.parse(request?.body ?? "null") as Record<string, unknown>;
