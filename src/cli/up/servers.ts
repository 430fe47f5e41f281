import { required } from "../../domain/required.ts";
import type { Config } from "../../platform/config/config.ts";
import { type PostgresServer, startPostgres } from "../../platform/postgres/server.ts";
import { keepServer } from "../../platform/supervisor/keep-server.ts";
import { temporalCli } from "../../platform/temporal/binaries.ts";
import { startTemporalServer, type TemporalServer } from "../../platform/temporal/server.ts";
import type { Shutdown } from "./shutdown.ts";
import type { Terminal } from "./terminal.ts";

/** Where Postgres and Temporal are: the user's own, or the ones that come with this start. */
export interface Servers {
  databaseUrl: () => string;
  temporalAddress: () => string;
  temporalUiUrl: () => string | undefined;
  /** Ports that were taken, in words. */
  moved: string[];
}

export interface Surroundings {
  config: Config;
  terminal: Terminal;
  shutdown: Shutdown;
  /** A server was started again; maybe elsewhere. */
  restarted(): Promise<void>;
}

export async function startServers(around: Surroundings): Promise<Servers> {
  const postgres = await ownPostgres(around);
  around.shutdown.requested.throwIfAborted();
  const temporal = await ownTemporal(around);
  return {
    databaseUrl: () =>
      required(postgres?.current.url() ?? around.config.database.url, "the address of Postgres"),
    temporalAddress: () =>
      required(
        temporal?.current.address ?? around.config.temporal.address,
        "the address of Temporal",
      ),
    temporalUiUrl: () => around.config.temporal.uiUrl ?? temporal?.current.uiUrl,
    moved: [
      ...moved("Postgres", around.config.database.embeddedPort, postgres?.current.port),
      ...moved("Temporal", around.config.temporal.ownPort, temporal?.current.port),
      ...moved("Temporal Web UI", around.config.temporal.ownUiPort, temporal?.current.uiPort),
    ],
  };
}

async function ownPostgres({ config, terminal, shutdown, restarted }: Surroundings) {
  if (config.database.url !== undefined) return undefined;
  const kept = await terminal.step("Postgres", () =>
    keepServer<PostgresServer>({
      name: "Postgres",
      start: (previous) =>
        startPostgres({
          dataDir: config.dataDir,
          port: previous?.port ?? config.database.embeddedPort,
        }),
      restarted,
      report: terminal.line,
    }),
  );
  shutdown.onStop("Postgres", () => kept.stop());
  return kept;
}

async function ownTemporal({ config, terminal, shutdown, restarted }: Surroundings) {
  const { address, namespace, ownPort, ownUiPort } = config.temporal;
  if (address !== undefined) return undefined;
  const report = (line: string): void => terminal.line(`  ${line}`);
  const binary = await temporalCli({ report, signal: shutdown.requested });
  shutdown.requested.throwIfAborted();
  const kept = await terminal.step("Temporal", () =>
    keepServer<TemporalServer>({
      name: "Temporal",
      start: (previous) =>
        startTemporalServer({
          binary,
          dataDir: config.dataDir,
          storage: "file",
          port: previous?.port ?? ownPort,
          uiPort: previous?.uiPort ?? ownUiPort,
          namespace,
        }),
      restarted,
      report: terminal.line,
    }),
  );
  shutdown.onStop("Temporal", () => kept.stop());
  return kept;
}

/** A port that was asked for but taken, in words for the banner. */
export function moved(what: string, asked: number, got: number | undefined): string[] {
  if (got === undefined || asked === 0 || asked === got) return [];
  return [`Port ${asked} was taken, so ${what} is on ${got}.`];
}
