import type { Request, Response } from "express";
import { Router } from "express";
import { AppError } from "../../../contract/errors.ts";
import { noteCost } from "../../cost.ts";
import { failureHandler } from "../../problem.ts";
import { forCaller } from "../../caller-context.ts";
import { admit } from "../admit.ts";
import { readBody } from "../../read-body.ts";
import { openToBrowsers } from "../browsers.ts";
import { contentIdsOfRequest } from "../content-ids.ts";
import { objectOf, textOf } from "../event-step.ts";
import type { Format, FormatDependencies } from "../format.ts";
import { ingestMessages } from "../ingest-messages.ts";
import { sentBy } from "./body.ts";
import { stepsOf } from "./messages.ts";
import { configScript, noDefinitions, noFeatures, noFlags } from "./no-flags.ts";

const limit = 5 * 1024 * 1024;
const capturePaths = ["/batch", "/capture", "/e", "/track", "/engage", "/i/v0/e"];
const flagPaths = ["/flags", "/decide"];
const configPaths = ["/array/:token/config", "/array/:token/config.js"];

/** The capture form of PostHog's SDKs, and what they ask for at their start. */
export const posthog: Format = {
  name: "posthog",
  router: (deps) => {
    const router = Router();
    const paths = [...capturePaths, ...flagPaths, ...configPaths];
    router.use([...paths, "/api/feature_flag/local_evaluation"], (_request, response, next) => {
      response.locals["route"] = "posthog/capture";
      next();
    });
    router.options(paths, openToBrowsers);
    router.post(capturePaths, openToBrowsers, readBody(limit), (request, response) =>
      take(deps, request, response),
    );
    // Old browsers' clients send by a picture's address; our own pages have no such addresses.
    router.get(["/e", "/track", "/capture"], openToBrowsers, async (request, response, next) => {
      if (request.query["data"] === undefined) return next();
      await take(deps, request, response);
    });
    router.all(flagPaths, openToBrowsers, (request, response) => {
      response.json(noFlags(request.query["v"]));
    });
    router.get(configPaths, openToBrowsers, (request, response, next) => {
      const { token } = request.params;
      if (typeof token !== "string" || !/^[\w-]{1,200}$/.test(token)) return next();
      if (request.path.endsWith(".js")) {
        return void response.type("text/javascript").send(configScript(token));
      }
      response.json({ ...noFeatures, token });
    });
    router.get("/api/feature_flag/local_evaluation", (_request, response) => {
      response.json(noDefinitions);
    });
    router.use(failure(deps));
    return router;
  },
};

/** Its browser client repeats after 503 and drops after 429: "later" has to be told by the first. */
function failure(deps: FormatDependencies) {
  return failureHandler(deps.log, ({ response, problem }) => {
    const status = problem.status === 429 ? 503 : problem.status;
    const type = status === 401 || status === 403 ? "authentication_error" : "validation_error";
    response
      .status(status)
      .json({ type: status >= 500 ? "server_error" : type, detail: problem.detail, attr: null });
  });
}

async function take(deps: FormatDependencies, request: Request, response: Response): Promise<void> {
  const receivedAt = new Date();
  const sent = sentBy(request, limit);
  noteCost(request, sent);
  const body = objectOf(sent);
  const events = eventsIn(sent, body);
  const caller = await admit(deps, request, keyIn(body, events[0]));
  const received = {
    receivedAt,
    sentAt: body["sent_at"] ?? body["sentAt"] ?? request.query["sent_at"],
    past: body["historical_migration"] === true,
    mayMergePeople: caller.scopes.includes("manage"),
    contentId: contentIdsOfRequest(),
  };
  const faults = await ingestMessages(
    forCaller(deps, caller, response),
    events.map((event) => stepsOf(event, received)),
  );
  const rejected = faults.flatMap((detail, index) => (detail === null ? [] : [{ index, detail }]));
  if (rejected.length === 0) return void response.json({ status: 1 });
  deps.log.warn({ format: "posthog", of: events.length, rejected: rejected.length }, "refused");
  const all = rejected.length === events.length;
  if (all) throw new AppError("invalid", rejected[0]?.detail ?? "nothing could be taken");
  response.json({ status: 1, rejected });
}

/** A batch, a bare list, or one event. */
function eventsIn(sent: unknown, body: Record<string, unknown>): unknown[] {
  if (Array.isArray(sent)) return sent;
  return Array.isArray(body["batch"]) ? body["batch"] : [body];
}

/** The key stands in the body, in its first event, or in that one's properties. */
function keyIn(body: Record<string, unknown>, first: unknown): string | undefined {
  const event = objectOf(first);
  return (
    textOf(body["api_key"]) ??
    textOf(body["token"]) ??
    textOf(event["api_key"]) ??
    textOf(event["token"]) ??
    textOf(objectOf(event["properties"])["token"])
  );
}
