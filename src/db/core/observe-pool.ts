import { performance } from "node:perf_hooks";
import type { BatchObservableCallback } from "@opentelemetry/api";
import type pg from "pg";
import type { Telemetry } from "../../platform/telemetry/telemetry.ts";

/**
 * Has a pool tell at each scrape how it stands, and measures how long each connection is waited for:
 * of transactions, and of statements that are sent by themselves. @returns what ends it
 */
export function observePool(
  pool: pg.Pool,
  most: number,
  { meter, metrics }: Pick<Telemetry, "meter" | "metrics">,
): () => void {
  const { poolConnections, poolMax, poolWaiting, poolWait } = metrics;
  const observed = [poolConnections, poolMax, poolWaiting];
  const observe: BatchObservableCallback = (result) => {
    const { totalCount, idleCount, waitingCount } = pool;
    result.observe(poolConnections, totalCount - idleCount, { state: "in_use" });
    result.observe(poolConnections, idleCount, { state: "idle" });
    result.observe(poolMax, most);
    result.observe(poolWaiting, waitingCount);
  };
  meter.addBatchObservableCallback(observe, observed);
  const connect = pool.connect.bind(pool);
  type Connected = (
    error: Error | undefined,
    client: pg.PoolClient | undefined,
    done: () => void,
  ) => void;
  /** As the pool's own: by a promise, or told to a callback, which the pool itself gives. */
  const measured = (callback?: Connected): Promise<pg.PoolClient> | undefined => {
    const began = performance.now();
    const record = (): void => poolWait.record((performance.now() - began) / 1_000);
    if (callback === undefined) return connect().finally(record);
    connect((error, client, done) => {
      record();
      callback(error, client, done);
    });
    return undefined;
  };
  Reflect.set(pool, "connect", measured);
  return () => meter.removeBatchObservableCallback(observe, observed);
}
