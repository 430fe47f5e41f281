import type { PresentedSite } from "../../contract/api/site.ts";
import type { Config } from "../../platform/config/config.ts";
import { loadLinkSigner } from "../clicks/link-signer.ts";
import { contactTokenSecret } from "../contact-tokens/contact-tokens.ts";
import type { ServiceContext } from "../context.ts";
import { webPushKey } from "./web-push.ts";

/** What a shop's pages need for our scripts to run in them. */
export async function getSite(
  context: ServiceContext,
  { publicUrl, secretsKeys }: Pick<Config, "publicUrl" | "secretsKeys">,
): Promise<PresentedSite> {
  const key = (await loadLinkSigner(context.sql, publicUrl, secretsKeys)).siteKey();
  const base = `${publicUrl.replace(/\/$/, "")}/site/${key}`;
  const isSetUp = (await webPushKey(context, secretsKeys)) !== null;
  return {
    key,
    webPush: isSetUp
      ? {
          script: `<script async src="${base}/push.js"></script>`,
          workerFile: `importScripts("${base}/push-worker.js");`,
        }
      : null,
    inbox: { script: `<script async src="${base}/inbox.js"></script>` },
    contactTokenSecret: await contactTokenSecret(context),
  };
}
