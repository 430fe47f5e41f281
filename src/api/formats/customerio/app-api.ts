import type { Request, Response } from "express";
import { Router } from "express";
import { AppError } from "../../../contract/errors.ts";
import { readBody } from "../../read-body.ts";
import { jsonIn } from "../body.ts";
import type { FormatDependencies } from "../format.ts";
import { admitted, callerOf } from "./admitted.ts";
import { sendEmail } from "./send-email.ts";

/** Room for 2 MB of files, in base64, as there. */
const limit = 5 * 1024 * 1024;
const otherChannels = ["sms", "push", "in_app", "inbox_message"];

/** What Customer.io's App API sends, by a key as Bearer. */
export function appApi(deps: FormatDependencies): Router {
  const router = Router();
  const path = "/v1/send/email";
  router.post(
    path,
    admitted(deps, "send", path),
    readBody(limit),
    async (request: Request, response: Response) => {
      const key = request.get("idempotency-key");
      response.json(await sendEmail(callerOf(deps, response), jsonIn(request, limit), key));
    },
  );
  for (const channel of otherChannels) {
    const other = `/v1/send/${channel}`;
    router.post(other, admitted(deps, "send", other), () => {
      throw new AppError("invalid", `no ${channel} can be sent like this: workflows send them`);
    });
  }
  return router;
}
