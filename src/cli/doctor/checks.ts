import { examineApiPort } from "./api-port.ts";
import { examineDisks } from "./disks.ts";
import type { Examined } from "./examined.ts";
import type { Finding } from "./finding.ts";
import { examineMail } from "./mail.ts";
import { examinePostgres } from "./postgres.ts";
import { examinePublicUrl } from "./public-url.ts";
import { examineSettings } from "./settings.ts";
import { examineStartPorts } from "./start-ports.ts";
import { examineTemporal } from "./temporal.ts";

/** One after the other, each whatever the others found. A new one stands here and in subjects.ts. */
export const checks: readonly ((examined: Examined) => AsyncIterable<Finding>)[] = [
  examineSettings,
  examinePublicUrl,
  examineApiPort,
  examineStartPorts,
  examineDisks,
  examinePostgres,
  examineTemporal,
  examineMail,
];
