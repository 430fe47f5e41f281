import { tmpdir } from "node:os";
import { join } from "node:path";
import proto from "@temporalio/proto";
import { inject } from "vitest";
import type { ReportLine } from "../../../src/cli/doctor.ts";
import { report } from "../../../src/cli/doctor.ts";
import { freePort } from "../../../src/platform/ports.ts";
import { ensureSearchAttributes } from "../../../src/platform/temporal/search-attributes.ts";
import { testDatabase } from "../../support/database.ts";
import { testMailServer } from "../../support/mail-server.ts";
import { testTemporal, unique } from "../../support/temporal.ts";
import { eventually } from "../../support/wait.ts";

/** The whole report, without a file of settings that lies about. */
export async function examined(env: Record<string, string>) {
  const { ok, findings } = await report({ CAMPANILE_CONFIG: "none", ...env });
  const of = (what: ReportLine["what"]) => findings.filter((one) => one.what === what);
  return { ok, findings, failed: findings.filter(({ state }) => state === "failed"), of };
}

/** Nothing is there, and nothing is waited for. */
export const away = {
  DATABASE_URL: "postgres://127.0.0.1:1/none",
  DATA_DIR: join(tmpdir(), "campanile-nowhere"),
  SMTP_URL: "smtp://127.0.0.1:1",
  PORT: "0",
};

/** A Postgres with a worker that has just been there, and nothing else. */
export async function databaseAlone() {
  const { db, url } = await testDatabase();
  await db.query("insert into workers (id) values ('w')");
  return { db, env: { ...away, DATABASE_URL: url } };
}

/** All that a campaign needs. */
export async function everything() {
  const { db, env } = await databaseAlone();
  const mail = await testMailServer();
  const whole = {
    ...env,
    TEMPORAL_ADDRESS: inject("temporalAddress"),
    TEMPORAL_NAMESPACE: await ownNamespace(),
    SMTP_URL: mail.url,
    PORT: String(await freePort(0)),
  };
  return { db, env: whole };
}

/** A namespace without the runs that other tests left behind. */
export async function ownNamespace({ withAttributes = true } = {}): Promise<string> {
  const { client, connection } = await testTemporal();
  const namespace = unique("doctor");
  await client.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: proto.google.protobuf.Duration.fromObject({
      seconds: 86_400,
    }),
  });
  await eventually("the namespace", () => client.workflowService.describeNamespace({ namespace }));
  if (withAttributes) await ensureSearchAttributes(connection, namespace);
  return namespace;
}
