import { join } from "node:path";
import { isRunning } from "../../platform/pid-file.ts";
import { usualInboxPort } from "../up/usual-ports.ts";
import type { Examined } from "./examined.ts";
import type { Finding } from "./finding.ts";
import { listenOnce } from "./listen-once.ts";

/**
 * The ports of the servers that `npm start` brings along. One that is taken is no failure, as a start
 * takes the next free one; but whoever looks for the server at its usual place finds another program.
 */
export async function* examineStartPorts({ config }: Examined): AsyncGenerator<Finding> {
  const { dataDir, database, temporal, mail } = config;
  // What runs on the data folder has them itself.
  if (isRunning(join(dataDir, "run", "api.pid")) === true) return;
  const ports = [
    ...(database.url === undefined ? [["POSTGRES_PORT", database.embeddedPort] as const] : []),
    ...(temporal.address === undefined
      ? ([
          ["TEMPORAL_PORT", temporal.ownPort],
          ["TEMPORAL_UI_PORT", temporal.ownUiPort],
        ] as const)
      : []),
    ...(mail.smtpUrl === undefined && database.url === undefined
      ? [["INBOX_PORT", mail.inboxPort ?? usualInboxPort] as const]
      : []),
  ];
  for (const [setting, port] of ports) {
    if (port === 0 || (await listenOnce("127.0.0.1", port))?.code !== "EADDRINUSE") continue;
    const says = `${port} of ${setting} is taken by another program: npm start takes the next free one`;
    yield { what: "Ports", ok: true, doubtful: true, says };
  }
}
