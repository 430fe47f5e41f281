import { connectSmtp, smtpOptionsOf } from "./smtp-connections.ts";

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
  (await connectSmtp({ ...smtpOptionsOf(url), ...timeouts })).quit();
}
