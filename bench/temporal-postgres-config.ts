import { required } from "../src/domain/required.ts";

const host = "127.0.0.1";

/** What a server of our own is told: Temporal's own development settings for Postgres, on our ports. */
export function serverConfig(database: URL, ports: readonly number[]) {
  const port = (index: number): number => required(ports[index], "a port");
  const rpc = (index: number) => ({
    rpc: { grpcPort: port(index), membershipPort: port(index + 1), bindOnIP: host },
  });
  const store = (databaseName: string, maxConns: number) => ({
    sql: {
      pluginName: "postgres12",
      databaseName,
      connectAddr: database.host,
      connectProtocol: "tcp",
      user: database.username,
      password: decodeURIComponent(database.password),
      maxConns,
      maxIdleConns: maxConns,
      maxConnLifetime: "1h",
    },
  });
  const address = `${host}:${port(0)}`;
  const metrics = `${host}:${port(8)}`;
  const content = {
    log: { stdout: true, level: "warn" },
    persistence: {
      defaultStore: "default",
      visibilityStore: "visibility",
      numHistoryShards: 4,
      datastores: { default: store("temporal", 20), visibility: store("temporal_visibility", 4) },
    },
    global: {
      membership: { maxJoinDuration: "30s", broadcastAddress: host },
      metrics: { prometheus: { listenAddress: metrics } },
    },
    services: { frontend: rpc(0), history: rpc(2), matching: rpc(4), worker: rpc(6) },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: "active",
      currentClusterName: "active",
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: "frontend",
          rpcAddress: address,
        },
      },
    },
    dcRedirectionPolicy: { policy: "noop" },
    publicClient: { hostPort: address },
    dynamicConfigClient: { filepath: "dynamic.yaml", pollInterval: "60s" },
  };
  return { content, address, metricsUrl: `http://${metrics}/metrics` };
}
