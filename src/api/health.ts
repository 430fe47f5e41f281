import express from "express";
import { checkHealth } from "../services/health/check.ts";
import type { ApiDependencies } from "./dependencies.ts";

/** For load balancers and supervisors: open to anybody, and says nothing but yes, no and how fast. */
export function healthRouter(deps: ApiDependencies): express.Router {
  const router = express.Router();
  router.get("/livez", (_request, response) => {
    response.set("Cache-Control", "no-store").json({ ok: true });
  });
  router.get("/readyz", async (_request, response) => {
    response.set("Cache-Control", "no-store");
    if (deps.closing?.aborted) {
      response.status(503).json({ ok: false, stopping: true });
      return;
    }
    const { log, unfit } = deps.condition?.() ?? {};
    const { ready, ...checks } = await checkHealth(deps.db, deps.temporalReady);
    const ok = ready && unfit === undefined;
    const schema = unfit === undefined ? { ok: true } : { ok: false, says: unfit };
    response.status(ok ? 200 : 503).json({ ok, ...checks, schema, log });
  });
  return router;
}
