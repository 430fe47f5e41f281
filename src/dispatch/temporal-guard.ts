import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { NativeConnection } from "@temporalio/worker";
import type { Logger } from "pino";
import { errorText, classify } from "./temporal-error.ts";

/** A connection whose calls wait for nobody while Temporal is away. */
export interface TemporalGuard {
  /** For clients: the same connection, with its calls guarded. */
  connection: NativeConnection;
  /** True from the first call that found nobody until a probe is answered. */
  isAway(): boolean;
  /** Called each time that a call finds nobody, and none did before. */
  onAway(listener: () => void): void;
  /** Called each time that Temporal answers again. */
  onBack(listener: () => void): void;
  stop(): Promise<void>;
}

const probeLimitMs = 5_000;
const firstPauseMs = 250;
const maxPauseMs = 5_000;
/** Away again so soon after a probe was answered: it answers probes only, and is asked less often. */
const relapseMs = 10_000;

/**
 * A circuit breaker around all of a worker's calls to Temporal: starts, signals, fan-outs, schedules,
 * comparisons. The first that finds nobody opens it; then every call fails at once, and a probe, one
 * at a time, finds out when somebody is there again. A server that hangs is not hit by what waits.
 */
export function guardTemporal(
  connection: NativeConnection,
  namespace: string,
  log: Logger,
): TemporalGuard {
  const ending = new AbortController();
  const backListeners: (() => void)[] = [];
  const awayListeners: (() => void)[] = [];
  let probing: Promise<void> | undefined;
  let pauseMs = firstPauseMs;
  let backAt = Number.NEGATIVE_INFINITY;

  async function probe(): Promise<void> {
    const since = performance.now();
    pauseMs = since - backAt < relapseMs ? Math.min(maxPauseMs, pauseMs * 2) : firstPauseMs;
    while (!ending.signal.aborted) {
      await sleep(pauseMs, undefined, { signal: ending.signal }).catch(() => undefined);
      if (ending.signal.aborted) return;
      try {
        await connection.withDeadline(Date.now() + probeLimitMs, () =>
          connection.workflowService.describeNamespace({ namespace }),
        );
        break;
      } catch {
        pauseMs = Math.min(maxPauseMs, pauseMs * 2);
      }
    }
    backAt = performance.now();
    probing = undefined;
    log.info({ seconds: Math.round((backAt - since) / 1_000) }, "Temporal answers again");
    for (const listener of backListeners) listener();
  }

  async function call(method: unknown, service: unknown, given: unknown[]): Promise<unknown> {
    if (probing !== undefined) throw new TemporalIsAway();
    try {
      return await (method as (...args: unknown[]) => Promise<unknown>).apply(service, given);
    } catch (error) {
      if (classify(error) === "away" && probing === undefined && !ending.signal.aborted) {
        log.warn({ err: errorText(error) }, "Temporal is away; it is asked until it answers");
        probing = probe();
        for (const listener of awayListeners) listener();
      }
      throw error;
    }
  }

  return {
    connection: withCalls(connection, call),
    isAway: () => probing !== undefined,
    onAway: (listener) => void awayListeners.push(listener),
    onBack: (listener) => void backListeners.push(listener),
    stop: async () => {
      ending.abort();
      await probing;
    },
  };
}

/** No call is made: nobody would answer. With the code of a server that can't be reached. */
class TemporalIsAway extends Error {
  readonly code = 14;
  readonly details = "Temporal is away";
  constructor() {
    super("Temporal is away: calls wait until it answers a probe");
    this.name = "TemporalIsAway";
  }
}

type Call = (method: unknown, service: unknown, given: unknown[]) => Promise<unknown>;

/** The connection with every call of its workflow service going through `call`. */
function withCalls(connection: NativeConnection, call: Call): NativeConnection {
  const service = new Proxy(connection.workflowService, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...given: unknown[]) => call(value, target, given);
    },
  });
  return new Proxy(connection, {
    get: (target, name) => {
      if (name === "workflowService") return service;
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}
