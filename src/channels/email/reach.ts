import { parseConnectionUrl } from "nodemailer/lib/shared";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { SmtpOptions } from "./smtp-connections.ts";

/**
 * Connects to an SMTP server, with TLS as its URL says, and takes leave: nobody signs in, nothing
 * is sent.
 * @throws Error when it doesn't answer within `limitMs`
 */
export function reachSmtp(url: string, limitMs: number): Promise<void> {
  const timeouts = {
    connectionTimeout: limitMs,
    greetingTimeout: limitMs,
    socketTimeout: limitMs,
    dnsTimeout: limitMs,
  };
  const connection = new SMTPConnection({
    ...(parseConnectionUrl(url) as SmtpOptions),
    ...timeouts,
  });
  return new Promise((resolve, reject) => {
    connection.on("error", reject);
    connection.connect(() => {
      connection.quit();
      resolve();
    });
  });
}
