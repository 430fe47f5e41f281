import type { Request, Response } from "express";
import { Router } from "express";
import { receiveHook } from "../services/channel-setups/receive-hook.ts";
import type { AppDependencies } from "./dependencies.ts";
import { failureHandler, sendProblem } from "./problem.ts";
import { readBody } from "./read-body.ts";

const path = "/hooks/channels/:token";
const limit = 2 * 1024 * 1024;

/** Takes the webhooks of channels' providers, each set-up at an address of its own. */
export function channelHooksRouter(deps: AppDependencies): Router {
  const router = Router();
  router.get(path, (request, response) => take(deps, request, response));
  router.post(path, readBody(limit), (request, response) => take(deps, request, response));
  router.use("/hooks", failureHandler(deps.log, sendProblem));
  return router;
}

async function take(deps: AppDependencies, request: Request, response: Response): Promise<void> {
  response.locals["route"] = path;
  response.set("Cache-Control", "no-store");
  const { publicUrl, secretsKeys } = deps.config;
  const url = publicUrl + request.originalUrl;
  const { status, type, body } = await receiveHook(
    deps.context,
    secretsKeys,
    String(request.params["token"]),
    {
      method: request.method === "GET" ? "GET" : "POST",
      url,
      query: new URL(url).searchParams,
      headers: flat(request.headers),
      body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      at: new Date(),
    },
  );
  response.status(status);
  if (type !== undefined) response.type(type);
  response.end(body);
}

function flat(headers: Request["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ""].flat().join(", ")]),
  );
}
