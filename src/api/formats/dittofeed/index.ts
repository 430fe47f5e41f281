import type { Request, Response } from "express";
import { Router } from "express";
import { AppError } from "../../../contract/errors.ts";
import { forCaller } from "../../caller-context.ts";
import { failureHandler } from "../../problem.ts";
import { readBody } from "../../read-body.ts";
import type { Caller } from "../../route.ts";
import { admit } from "../admit.ts";
import { manyIn } from "../body.ts";
import { contentIdsOfRequest } from "../content-ids.ts";
import { openToBrowsers } from "../browsers.ts";
import { objectOf } from "../event-step.ts";
import type { Format, FormatDependencies } from "../format.ts";
import { ingestMessages } from "../ingest-messages.ts";
import { stepsOf } from "./messages.ts";
import { writeKeyIn } from "./write-key.ts";

const limit = 5 * 1024 * 1024;
const maxMessages = 2_500;
const base = "/api/public/apps";
const types = ["track", "identify", "page", "screen", "group"];

/** The public form of Dittofeed's SDKs. */
export const dittofeed: Format = {
  name: "dittofeed",
  router: (deps) => {
    const router = Router();
    router.use(
      base,
      (_request, response, next) => {
        response.locals["route"] = "dittofeed/apps";
        next();
      },
      openToBrowsers,
    );
    const paths = [...types, "batch"].map((type) => `${base}/${type}`);
    router.post(paths, admitted(deps), readBody(limit), (request, response) =>
      take(deps, request, response),
    );
    router.post(`${base}/alias`, admitted(deps), () => {
      throw new AppError("invalid", "Not yet implemented: alias does nothing in this form");
    });
    router.use(base, ({ method }) => {
      const possible = [...types, "batch"].join(", ");
      throw new AppError(
        "not_found",
        `there is nothing at this path for ${method}; POST ${possible}`,
      );
    });
    router.use(
      failureHandler(deps.log, ({ response, problem }) => {
        const name = problem.status === 401 ? "InvalidWriteKey: " : "";
        response.status(problem.status).json({ message: name + problem.detail });
      }),
    );
    return router;
  },
};

function admitted(deps: FormatDependencies) {
  return async (request: Request, response: Response, next: () => void): Promise<void> => {
    response.locals["caller"] = await admit(deps, request, writeKeyIn(request));
    next();
  };
}

async function take(deps: FormatDependencies, request: Request, response: Response): Promise<void> {
  const receivedAt = new Date();
  const body = objectOf(manyIn(request, limit));
  const type = request.path
    .slice(base.length + 1)
    .replace(/\/$/, "")
    .toLowerCase();
  const messages = type === "batch" ? batchIn(body) : [{ ...body, type }];
  const context = type === "batch" ? body["context"] : undefined;
  const contentId = contentIdsOfRequest();
  const faults = await ingestMessages(
    forCaller(deps, response.locals["caller"] as Caller, response),
    messages.map((message) => stepsOf(message, { receivedAt, context, contentId })),
  );
  const rejected = faults.flatMap((message, index) =>
    message === null ? [] : [{ index, message }],
  );
  if (rejected.length === 0) return void response.status(204).end();
  deps.log.warn({ format: "dittofeed", of: messages.length, rejected: rejected.length }, "refused");
  const all = rejected.length === messages.length;
  if (all) throw new AppError("invalid", rejected[0]?.message ?? "nothing could be taken");
  // Its clients drop what is answered otherwise, and the good ones are in.
  const message = `${rejected.length} of ${messages.length} messages can't be taken`;
  response.json({ message, rejected });
}

function batchIn({ batch }: Record<string, unknown>): unknown[] {
  if (!Array.isArray(batch)) throw new AppError("invalid", "batch is needed: a list of messages");
  if (batch.length > maxMessages) {
    throw new AppError("too_large", `a batch has at most ${maxMessages} messages`);
  }
  return batch;
}
