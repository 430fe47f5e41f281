import { Router } from "express";
import type { Router as ExpressRouter } from "express";
import { newId } from "../platform/new-id.ts";
import { clickHoldMs, decideClick, recordClick } from "../services/clicks/record.ts";
import type { AppDependencies } from "./dependencies.ts";
import { clickVisitor } from "./user-agent.ts";
import { recordSoon, signerLoader } from "./message-links.ts";

/** Tracked links: whoever clicks is sent on, whatever happens here. */
export function clicksRouter(deps: AppDependencies): ExpressRouter {
  const router = Router();
  const loadSigner = signerLoader(deps);

  router.get("/c/:token", async (request, response) => {
    const { u: url } = request.query;
    const target = typeof url === "string" ? url : "";
    const link = (await loadSigner()).verify(request.params.token, target);
    response.set("Cache-Control", "no-store").set("Referrer-Policy", "no-referrer");
    if (link === null) {
      response
        .status(404)
        .type("text/plain")
        .send("This link is not valid. It may have been cut in your mail program.\n");
      return;
    }
    // Link checkers ask with HEAD; a person's browser does not.
    if (request.method === "GET") {
      const visitor = clickVisitor(request.headers);
      const click = { ...link, ...visitor, url: target, at: new Date(), clickId: newId() };
      await recordSoon(deps, { name: "a click", messageId: link.messageId }, async () => {
        if (await recordClick(deps.context, click)) decideLater(click);
      });
    }
    response.redirect(302, target);
  });
  return router;

  /** Ended meanwhile, or failing, a worker does it (src/worker/sweeps.ts). */
  function decideLater({ clickId, messageId }: { clickId: string; messageId: string }): void {
    const decide = () =>
      decideClick(deps.context, clickId).catch((error: unknown) => {
        deps.log.warn({ err: error, messageId }, "a click was not decided yet");
      });
    setTimeout(() => void decide(), clickHoldMs).unref();
  }
}
