import { join } from "node:path";
import type { Config } from "../../platform/config/config.ts";
import { configFileVariable, noConfigFile } from "../../platform/config/config-file.ts";
import { sealingKeysText } from "../../platform/config/sealing-keys.ts";
import { fileOf, secretSettings } from "../../platform/config/secret-settings.ts";
import type { GivenSettings } from "../../platform/config/sources.ts";
import { compiled } from "../../platform/project-root.ts";
import { type Child, clearChild, startChild } from "../../platform/supervisor/child.ts";
import type { Servers } from "./servers.ts";

/** How long a drain may take before the process is killed. */
const graceMs = 20_000;
const names = ["api", "worker"] as const;
type Name = (typeof names)[number];
const programs: Record<Name, string> = {
  api: compiled("src/api/main.ts"),
  worker: compiled("src/worker.ts"),
};

export interface Ports {
  api: number;
  /** The port of the built-in mail receiver; undefined when mail goes to the user's own server. */
  inbox: number | undefined;
}

/** Ends what a killed start left behind: before its servers, which it may still be using. */
export async function clearChildren(dataDir: string): Promise<void> {
  await Promise.all(
    names.map((name) => clearChild({ program: programs[name], pidFile: pidFile(dataDir, name) })),
  );
}

export interface Children {
  /** Starts them again when a server is somewhere else than they were told. */
  follow(servers: Servers): Promise<void>;
  stop(hurry: AbortSignal): Promise<void>;
}

/** What was set, and what is made of it. */
export interface Settings {
  config: Config;
  given: GivenSettings;
}

/** Starts the API and the worker, which resolve everything else from their environment. */
export async function startChildren(
  settings: Settings,
  servers: Servers,
  ports: Ports,
  report: (line: string) => void,
  signal: AbortSignal,
): Promise<Children> {
  const { config } = settings;
  const children = new Map<Name, Child>();
  const stop = async (hurry: AbortSignal): Promise<void> => {
    await Promise.all([...children.values()].map((child) => child.stop(graceMs, hurry)));
  };
  let told = whereabouts(servers);
  try {
    await Promise.all(
      names.map(async (name) => {
        const child = await startChild({
          name,
          program: programs[name],
          env: environment(name, settings, servers, ports),
          logFile: join(config.dataDir, "logs", `${name}.log`),
          pidFile: pidFile(config.dataDir, name),
          report,
          signal,
        });
        children.set(name, child);
      }),
    );
  } catch (error) {
    await stop(AbortSignal.abort());
    throw error;
  }
  return {
    stop,
    async follow(now) {
      if (whereabouts(now) === told) return;
      told = whereabouts(now);
      await Promise.all(
        [...children].map(([name, child]) =>
          child.restart(environment(name, settings, now, ports)),
        ),
      );
    },
  };
}

/**
 * All that was set stands in it, whatever it was read from: a file of settings that is changed
 * meanwhile holds from the next start on, for all processes at once.
 */
function environment(name: Name, { config, given }: Settings, servers: Servers, ports: Ports) {
  const usual = `http://localhost:${config.port}`;
  const inbox = ports.inbox === undefined ? undefined : `smtp://127.0.0.1:${ports.inbox}`;
  return {
    ...process.env,
    ...Object.fromEntries(secretSettings.map((secret) => [fileOf(secret), ""])),
    ...Object.fromEntries([...given.values].map(([setting, { value }]) => [setting, value])),
    [configFileVariable]: noConfigFile,
    NODE_ENV: process.env["NODE_ENV"] ?? "production",
    DATA_DIR: config.dataDir,
    DATABASE_URL: servers.databaseUrl(),
    TEMPORAL_ADDRESS: servers.temporalAddress(),
    TEMPORAL_NAMESPACE: config.temporal.namespace,
    TEMPORAL_UI_URL: servers.temporalUiUrl() ?? "",
    PORT: String(ports.api),
    // There is no balancer that would have to hear of it.
    SHUTDOWN_DELAY: given.values.get("SHUTDOWN_DELAY")?.value ?? "0",
    PUBLIC_URL: config.publicUrl === usual ? `http://localhost:${ports.api}` : config.publicUrl,
    // The API sends nothing itself: to it an address means a mail server of the user's.
    SMTP_URL: config.mail.smtpUrl ?? (name === "worker" ? inbox : undefined) ?? "",
    SECRETS_KEY: config.secretsKeys === undefined ? "" : sealingKeysText(config.secretsKeys),
    METRICS_PORT: metricsPort(name, config),
    INBOX_PORT: name === "api" && ports.inbox !== undefined ? String(ports.inbox) : "",
  };
}

/** The worker's is the one after the API's; empty: off. */
function metricsPort(name: Name, { telemetry: { metricsPort: port } }: Config): string {
  if (port === undefined) return "";
  return String(port > 0 && name === "worker" ? port + 1 : port);
}

function whereabouts(servers: Servers): string {
  return `${servers.databaseUrl()} ${servers.temporalAddress()}`;
}

function pidFile(dataDir: string, name: Name): string {
  return join(dataDir, "run", `${name}.pid`);
}
