import { Router } from "express";
import type { Router as ExpressRouter } from "express";
import { recordOpen } from "../services/clicks/record.ts";
import type { AppDependencies } from "./dependencies.ts";
import { openVisitor } from "./user-agent.ts";
import { recordSoon, signerLoader } from "./message-links.ts";

/** One transparent pixel. */
const picture = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");

/** The picture in a mail that tells that it is opened. It is shown whatever happens here. */
export function opensRouter(deps: AppDependencies): ExpressRouter {
  const router = Router();
  const loadSigner = signerLoader(deps);

  router.get("/o/:token", async (request, response) => {
    const token = request.params.token.replace(/\.gif$/, "");
    const messageId = (await loadSigner()).messageOf("open", token);
    if (messageId !== null && request.method === "GET") {
      await recordSoon(deps, { name: "an open", messageId }, () =>
        recordOpen(deps.context, { messageId, at: new Date(), ...openVisitor(request.headers) }),
      );
    }
    response
      .status(messageId === null ? 404 : 200)
      // Mail programs show it inside of pages of their own.
      .set({ "Cache-Control": "no-store", "Cross-Origin-Resource-Policy": "cross-origin" })
      .type("gif")
      .send(picture);
  });
  return router;
}
