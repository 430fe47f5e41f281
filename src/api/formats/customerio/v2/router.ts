import type { Request, Response } from "express";
import { Router } from "express";
import { AppError } from "../../../../contract/errors.ts";
import { readBody } from "../../../read-body.ts";
import { manyIn } from "../../body.ts";
import { objectOf } from "../../event-step.ts";
import type { FormatDependencies } from "../../format.ts";
import { errorText } from "../../ingest-messages.ts";
import { admitted, callerOf, scopesOf } from "../admitted.ts";
import type { Fault } from "./faults.ts";
import { perform } from "./perform.ts";

const mebibyte = 1024 * 1024;
const maxOperations = 2_500;

/** Version 2 of the track API: one operation on an entity, or a batch of them. */
export function trackV2(deps: FormatDependencies): Router {
  const router = Router();
  const serve = (
    path: string,
    limit: number,
    take: (deps: FormatDependencies, body: Record<string, unknown>, response: Response) => unknown,
  ): void => {
    router.post(
      path,
      admitted(deps, "send", path),
      readBody(limit),
      async (request: Request, response: Response) => {
        const body = bodyOf(request, response, limit);
        if (body !== undefined) await take(callerOf(deps, response), body, response);
      },
    );
  };
  serve("/api/v2/entity", mebibyte, takeOne);
  serve("/api/v2/batch", 5 * mebibyte, takeBatch);
  return router;
}

/** Undefined: it is no JSON, and that is answered. */
function bodyOf(
  request: Request,
  response: Response,
  limit: number,
): Record<string, unknown> | undefined {
  try {
    return objectOf(manyIn(request, limit));
  } catch (error) {
    if (!(error instanceof AppError && error.code === "invalid")) throw error;
    refuse(response, [{ reason: "invalid", field: "body", message: errorText(error) }]);
    return undefined;
  }
}

function refuse(response: Response, errors: readonly Fault[]): void {
  response.status(400).json({ errors });
}

async function takeOne(
  deps: FormatDependencies,
  operation: Record<string, unknown>,
  response: Response,
): Promise<void> {
  const [fault = null] = await perform(deps, scopesOf(response), [operation]);
  if (fault === null) response.json({});
  else if (fault.reason === "forbidden") throw new AppError("forbidden", `this ${fault.message}`);
  else refuse(response, [fault]);
}

async function takeBatch(
  deps: FormatDependencies,
  { batch }: Record<string, unknown>,
  response: Response,
): Promise<void> {
  if (!Array.isArray(batch)) {
    const reason = batch === undefined ? "required" : "invalid";
    return refuse(response, [{ reason, field: "batch", message: "must be a list of operations" }]);
  }
  if (batch.length > maxOperations) {
    throw new AppError("too_large", `a batch has at most ${maxOperations} operations`);
  }
  const faults = await perform(deps, scopesOf(response), batch);
  const errors = faults.flatMap((fault, index) =>
    fault === null ? [] : [{ batch_index: index, ...fault }],
  );
  if (errors.length === 0) return void response.json({});
  deps.log.warn({ format: "customerio", of: batch.length, rejected: errors.length }, "refused");
  response.status(errors.length === batch.length ? 400 : 207).json({ errors });
}
