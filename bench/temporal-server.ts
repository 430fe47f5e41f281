import type { PostgresServer } from "../src/platform/postgres/server.ts";
import { freePort, releasePort } from "../src/platform/ports.ts";
import { temporalCli } from "../src/platform/temporal/binaries.ts";
import type { BenchTemporal } from "./temporal-postgres.ts";
import { startTemporalOnPostgres } from "./temporal-postgres.ts";
import { startTemporalServer } from "../src/platform/temporal/server.ts";

/** The dev server on SQLite that `npm start` brings, or a server on Postgres. */
export const temporalKinds = ["dev", "postgres"] as const;
export type TemporalKind = (typeof temporalKinds)[number];

/** A Temporal that also answers Prometheus. */
export async function startBenchTemporal(
  kind: TemporalKind,
  dataDir: string,
  postgres: PostgresServer,
): Promise<BenchTemporal> {
  if (kind === "postgres") return startTemporalOnPostgres(dataDir, postgres);
  const binary = await temporalCli({ report: (line) => console.log(`  ${line}`) });
  const metricsPort = await freePort(0);
  const server = await startTemporalServer({
    binary,
    dataDir,
    storage: "file",
    port: 0,
    metricsPort,
    namespace: "default",
  });
  void server.exited.then(() => releasePort(metricsPort));
  return {
    address: server.address,
    pid: server.pid,
    metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`,
    stop: () => server.stop(),
  };
}
