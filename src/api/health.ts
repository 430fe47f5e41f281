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
    const { ready, ...checks } = await checkHealth(deps.db, deps.temporalReady);
    response.status(ready ? 200 : 503).json({ ok: ready, ...checks, ...deps.condition?.() });
  });
  return router;
}
