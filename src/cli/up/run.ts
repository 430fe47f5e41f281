import { takeInstanceLock } from "../../platform/instance-lock.ts";
import { freePort } from "../../platform/ports.ts";
import { banner } from "./banner.ts";
import type { Children, Settings } from "./children.ts";
import { clearChildren, startChildren } from "./children.ts";
import { prepareDatabase, prepareTemporal } from "./prepare.ts";
import { secretsKeys } from "./secrets-keys.ts";
import { moved, startServers } from "./servers.ts";
import type { Shutdown } from "./shutdown.ts";
import type { Terminal } from "./terminal.ts";
import { usualInboxPort } from "./usual-ports.ts";

/**
 * Brings everything up, in the order in which one thing needs another; `shutdown` learns how to
 * take each down again.
 * @returns false when another start holds the data folder
 */
export async function bringUp(
  { config, given }: Settings,
  terminal: Terminal,
  shutdown: Shutdown,
): Promise<boolean> {
  const taken = await takeInstanceLock(config.dataDir);
  if (taken.outcome === "taken") {
    const where = taken.address === null ? "still starting" : `at ${taken.address}`;
    terminal.line(
      `Campanile is running already on ${config.dataDir}: process ${taken.pid}, ${where}.\n` +
        "Stop it first, or set DATA_DIR to another folder.",
    );
    return false;
  }
  shutdown.onStop("the lock", () => taken.lock.release());
  await clearChildren(config.dataDir);
  shutdown.requested.throwIfAborted();

  let children: Children | undefined;
  const restarted = async (): Promise<void> => children?.follow(servers);
  const servers = await startServers({ config, terminal, shutdown, restarted });
  shutdown.requested.throwIfAborted();
  const setup = await terminal.step("Database schema", () =>
    prepareDatabase(servers.databaseUrl(), config.apiKey),
  );
  await prepareTemporal({ ...config.temporal, address: servers.temporalAddress() });
  shutdown.requested.throwIfAborted();

  const ports = {
    api: await freePort(config.port),
    inbox:
      config.mail.smtpUrl === undefined
        ? await freePort(config.mail.inboxPort ?? usualInboxPort)
        : undefined,
  };
  const started = await terminal.step("API and worker", () =>
    startChildren(
      { config: { ...config, secretsKeys: secretsKeys(config) }, given },
      ...([servers, ports, terminal.line, shutdown.requested] as const),
    ),
  );
  children = started;
  shutdown.onStop("API and worker", () => started.stop(shutdown.hurry));
  shutdown.requested.throwIfAborted();

  const local = /^(127\.|0\.0\.0\.0$|::1?$|localhost$)/.test(config.host);
  const url = `http://${local ? "localhost" : config.host}:${ports.api}`;
  taken.lock.announce(url);
  terminal.line(
    banner({
      ...setup,
      keyIsSet: config.apiKey !== undefined,
      url,
      temporalUiUrl: servers.temporalUiUrl(),
      namespace: config.temporal.namespace,
      hasInbox: ports.inbox !== undefined,
      dataDir: config.dataDir,
      moved: [
        ...servers.moved,
        ...moved("Campanile", config.port, ports.api),
        ...moved("the mail receiver", config.mail.inboxPort ?? usualInboxPort, ports.inbox),
      ],
    }),
  );
  return true;
}
