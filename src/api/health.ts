import { once } from "node:events";
import express from "express";
import { z } from "zod";
import { parse } from "../contract/parse.ts";
import type { Check, Excludable } from "../services/health/check.ts";
import { checkHealth, excludable } from "../services/health/check.ts";
import { failingSince } from "../services/health/failing-since.ts";
import type { NotReady } from "../services/health/not-ready.ts";
import type { ApiDependencies, ProcessCondition } from "./dependencies.ts";

const stopping: NotReady = {
  code: "stopping",
  reason: "this process was asked to end: send requests to another one",
};
const logNotWritten: NotReady = {
  code: "log_not_written",
  reason:
    "the log can't be written, and lines of it are dropped: make room where it goes, or have it read. Requests are answered",
};

const readyQuery = z.object({
  exclude: z
    .union([z.enum(excludable).transform((one) => [one]), z.array(z.enum(excludable)).max(10)])
    .default([]),
});

/**
 * Is for load balancers and supervisors: open to anybody, and says yes, no, how fast, and why not in
 * words that tell nothing of where things are.
 */
export function healthRouter(deps: ApiDependencies): express.Router {
  const router = express.Router();
  const noted = failingSince(() => new Date());
  router.get("/livez", (_request, response) => {
    response.set("Cache-Control", "no-store").json({ ok: true });
  });
  router.get("/readyz", async (request, response) => {
    response.set("Cache-Control", "no-store");
    const { exclude } = parse(readyQuery, request.query, "the query");
    const health = await healthWhileOpen(deps, exclude);
    if (health === "closing") {
      response.status(503).json({ ok: false, stopping: true, ...stopping });
      return;
    }
    const checks = noted(health);
    const { log, unfit } = deps.condition?.() ?? {};
    const ok = unfit === undefined && Object.values(checks).every((check: Check) => check.ok);
    const said = { schema: schemaOf(unfit), log: logOf(log) };
    response.status(ok ? 200 : 503).json({ ok, ...checks, ...said });
  });
  return router;
}

function schemaOf(unfit: string | undefined) {
  if (unfit === undefined) return { ok: true };
  return { ok: false, says: unfit, code: "schema_unknown", reason: unfit };
}

function logOf(log: ProcessCondition["log"] | undefined) {
  return log === undefined || log.ok ? log : { ...log, ...logNotWritten };
}

/** Whoever asks while a check takes long hears at once that the process is asked to end. */
async function healthWhileOpen(
  { db, temporalReady, closing }: ApiDependencies,
  exclude: readonly Excludable[],
) {
  if (closing === undefined) return checkHealth(db, temporalReady, exclude);
  if (closing.aborted) return "closing";
  const answered = new AbortController();
  const end = once(closing, "abort", { signal: answered.signal }).then(
    () => "closing" as const,
    () => "closing" as const,
  );
  try {
    return await Promise.race([checkHealth(db, temporalReady, exclude), end]);
  } finally {
    answered.abort();
  }
}
