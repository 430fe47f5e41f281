import { Router } from "express";
import type { Router as ExpressRouter } from "express";
import { v7 } from "uuid";
import { isUnavailable } from "../db/database.ts";
import { setTimeout as sleep } from "node:timers/promises";
import type { Click } from "../services/clicks/record.ts";
import { recordClick } from "../services/clicks/record.ts";
import type { LinkSigner } from "../services/clicks/link-signer.ts";
import { loadLinkSigner } from "../services/clicks/link-signer.ts";
import type { ApiDependencies } from "./dependencies.ts";

const patienceMs = 1_500;
const attempts = 20;

/**
 * Tracked links: whoever clicks is sent on, whatever happens here. The click is recorded first, as
 * long as that takes no time that a person would notice; else it goes on being tried behind.
 */
export function clicksRouter(deps: ApiDependencies): ExpressRouter {
  const router = Router();
  let signer: Promise<LinkSigner> | undefined;
  const loadSigner = (): Promise<LinkSigner> => {
    signer ??= loadLinkSigner(deps.db, deps.config.publicUrl).catch((error: unknown) => {
      signer = undefined;
      throw error;
    });
    return signer;
  };

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
      const recorded = record(deps, { ...link, url: target, at: new Date(), clickId: v7() });
      await Promise.race([recorded, sleep(patienceMs, undefined, { ref: false })]);
    }
    response.redirect(302, target);
  });
  return router;
}

async function record(deps: ApiDependencies, click: Click): Promise<void> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      await recordClick(deps.db, deps.ingest, click);
      return;
    } catch (error) {
      deps.log.warn(
        { err: error, messageId: click.messageId, attempt },
        "a click was not recorded yet",
      );
      if (!isUnavailable(error)) return;
      await sleep(Math.min(30_000, 500 * 2 ** attempt));
    }
  }
}
