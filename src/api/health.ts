import { once } from "node:events";
import express from "express";
import { checkHealth } from "../services/health/check.ts";
import type { ApiDependencies } from "./dependencies.ts";

/** Is for load balancers and supervisors: open to anybody, and says only yes, no and how fast. */
export function healthRouter(deps: ApiDependencies): express.Router {
  const router = express.Router();
  router.get("/livez", (_request, response) => {
    response.set("Cache-Control", "no-store").json({ ok: true });
  });
  router.get("/readyz", async (_request, response) => {
    response.set("Cache-Control", "no-store");
    const health = await healthWhileOpen(deps);
    if (health === "closing") {
      response.status(503).json({ ok: false, stopping: true });
      return;
    }
    const { ready, ...checks } = health;
    const { log, unfit } = deps.condition?.() ?? {};
    const ok = ready && unfit === undefined;
    const schema = unfit === undefined ? { ok: true } : { ok: false, says: unfit };
    response.status(ok ? 200 : 503).json({ ok, ...checks, schema, log });
  });
  return router;
}

/** Whoever asks while a check takes long hears at once that the process is asked to end. */
async function healthWhileOpen({ db, temporalReady, closing }: ApiDependencies) {
  if (closing === undefined) return checkHealth(db, temporalReady);
  if (closing.aborted) return "closing";
  const answered = new AbortController();
  const end = once(closing, "abort", { signal: answered.signal }).then(
    () => "closing" as const,
    () => "closing" as const,
  );
  try {
    return await Promise.race([checkHealth(db, temporalReady), end]);
  } finally {
    answered.abort();
  }
}
