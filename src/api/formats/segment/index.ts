import type { Request, Response } from "express";
import { Router } from "express";
import { AppError } from "../../../contract/errors.ts";
import { failureHandler } from "../../problem.ts";
import { forCaller } from "../../caller-context.ts";
import type { Caller } from "../../route.ts";
import { admit, basicOf } from "../admit.ts";
import { readBody } from "../../read-body.ts";
import { manyIn } from "../body.ts";
import { openToBrowsers } from "../browsers.ts";
import { contentIdsOfRequest } from "../content-ids.ts";
import { objectOf, textOf } from "../event-step.ts";
import type { Format, FormatDependencies } from "../format.ts";
import { ingestMessages } from "../ingest-messages.ts";
import type { Received } from "./messages.ts";
import { stepsOf } from "./messages.ts";

const limit = 5 * 1024 * 1024;
const maxMessages = 2_500;
const types = ["track", "identify", "page", "screen", "group", "alias", "batch"];
const byPath = new Map([
  ...types.flatMap((type): [string, string][] => [
    [`/v1/${type}`, type],
    [`/v1/${type.charAt(0)}`, type],
    // Jitsu's clients speak the same form at these.
    [`/api/s/${type}`, type],
    [`/api/s/s2s/${type}`, type],
  ]),
  ["/v1/import", "batch"],
]);

/** What browsers' clients measure of themselves: without a key, and of no use to a shop. */
const metricsPath = "/v1/m";

/** What a browser's client asks for at its start. */
const settingsPath = "/v1/projects/:key/settings";

/** The tracking form of Segment's SDKs, and of those that speak it: RudderStack's, Jitsu's. */
export const segment: Format = {
  name: "segment",
  router: (deps) => {
    const router = Router();
    const paths = [...byPath.keys()];
    router.use([...paths, metricsPath, settingsPath], (_request, response, next) => {
      response.locals["route"] = "segment/v1";
      next();
    });
    router.options([...paths, metricsPath], openToBrowsers);
    router.post(metricsPath, openToBrowsers, (request, response) => {
      request.resume();
      response.json({ success: true });
    });
    router.post(paths, openToBrowsers, admitByHeader(deps), readBody(limit), (request, response) =>
      take(deps, request, response),
    );
    router.get(settingsPath, openToBrowsers, (request, response) => {
      response.json(settingsOf(String(request.params["key"]), deps.config.publicUrl));
    });
    router.use(
      failureHandler(deps.log, ({ response, problem }) => {
        response.status(problem.status).json({ success: false, message: problem.detail });
      }),
    );
    return router;
  },
};

/** Nothing but the way to us: no other service is told. */
function settingsOf(apiKey: string, publicUrl: string): object {
  const { host, pathname, protocol } = new URL(publicUrl);
  const apiHost = `${host}${pathname.replace(/\/$/, "")}/v1`;
  const own = { apiKey, apiHost, protocol: protocol.replace(":", "") };
  return { integrations: { "Segment.io": own }, plan: {} };
}

/** Where the key stands in a header, it is asked before the body is read. */
function admitByHeader(deps: FormatDependencies) {
  return async (request: Request, response: Response, next: () => void): Promise<void> => {
    const key = keyInHeaders(request);
    if (key !== undefined) {
      response.locals["caller"] = await admit(deps, request, key);
    }
    next();
  };
}

/**
 * Basic with the write key as user and no password. Jitsu's clients have a header of their own, and
 * insist on a key of two parts: the second is ours.
 */
function keyInHeaders(request: Request): string | undefined {
  const own = request.get("x-write-key");
  if (own !== undefined) return own.slice(own.indexOf(":") + 1);
  const basic = basicOf(request);
  return basic === null ? undefined : basic.password || basic.user;
}

async function take(deps: FormatDependencies, request: Request, response: Response): Promise<void> {
  const receivedAt = new Date();
  const body = objectOf(manyIn(request, limit));
  const known = response.locals["caller"] as Caller | undefined;
  const caller = known ?? (await admit(deps, request, textOf(body["writeKey"])));
  const type = byPath.get(request.path.toLowerCase().replace(/\/$/, ""));
  const messages = type === "batch" ? batchIn(body) : [{ ...body, type }];
  const received: Received = {
    format: "segment",
    receivedAt,
    sentAt: body["sentAt"],
    contentId: contentIdsOfRequest(),
  };
  const faults = await ingestMessages(
    forCaller(deps, caller, response),
    messages.map((message) => stepsOf(message, received)),
  );
  const rejected = faults.flatMap((message, index) =>
    message === null ? [] : [{ index, message }],
  );
  if (rejected.length === 0) return void response.json({ success: true });
  deps.log.warn({ format: "segment", of: messages.length, rejected: rejected.length }, "refused");
  // A client drops what is answered 400 and repeats nothing: the good ones are in.
  const all = rejected.length === messages.length;
  if (all) throw new AppError("invalid", rejected[0]?.message ?? "nothing could be taken");
  response.json({ success: true, rejected });
}

function batchIn(body: Record<string, unknown>): unknown[] {
  const { batch } = body;
  if (!Array.isArray(batch))
    throw new AppError("invalid", "a batch is expected: a list of messages");
  if (batch.length > maxMessages) {
    throw new AppError("too_large", `a batch has at most ${maxMessages} messages`);
  }
  return batch;
}
