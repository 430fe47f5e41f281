import { parseConnectionUrl } from "nodemailer/lib/shared";
import { connectSmtp, type SmtpOptions } from "./smtp-connections.ts";

/**
 * Connects to an SMTP server and signs in, with TLS and the user as its URL says, and takes leave:
 * nothing is sent.
 *
 * @throws an SMTPError when it doesn't answer within `limitMs`, or refuses the user (code EAUTH)
 */
export async function reachSmtp(url: string, limitMs: number): Promise<void> {
  const timeouts = {
    connectionTimeout: limitMs,
    greetingTimeout: limitMs,
    socketTimeout: limitMs,
    dnsTimeout: limitMs,
  };
  const options = { ...(parseConnectionUrl(url) as SmtpOptions), ...timeouts };
  (await connectSmtp(options)).quit();
}
