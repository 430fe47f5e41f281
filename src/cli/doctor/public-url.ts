import type { Config } from "../../platform/config/config.ts";
import type { Finding } from "./finding.ts";

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Links in mails begin with PUBLIC_URL: unset, they lead those who get them to their own machine. */
export function* examinePublicUrl(env: NodeJS.ProcessEnv, config: Config): Generator<Finding> {
  const { smtpUrl } = config.mail;
  if (smtpUrl === undefined || env["PUBLIC_URL"]) return;
  const says =
    `PUBLIC_URL is not set beside SMTP_URL: links in mails lead to ${config.publicUrl}, ` +
    "which only this machine can open; set it to the address under which people reach the API";
  const isTrial = loopback.test(new URL(smtpUrl).hostname);
  yield { what: "Links in mails", ok: isTrial, doubtful: isTrial, says };
}
