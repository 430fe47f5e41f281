import { reachSmtp } from "../../channels/email/reach.ts";
import type { Examined } from "./examined.ts";
import type { Finding } from "./finding.ts";
import { find } from "./finding.ts";

const limitMs = 5_000;

export async function* examineMail({
  config: { mail, database },
}: Examined): AsyncGenerator<Finding> {
  const { smtpUrl, inboxPort } = mail;
  if (smtpUrl !== undefined) {
    const remedy = "see that SMTP_URL has the right host and port, and that no firewall is between";
    const { host } = new URL(smtpUrl);
    const reach = () => reachSmtp(smtpUrl, limitMs).then(() => `${host} can be reached`);
    yield await find("Mail (SMTP)", reach, (error) =>
      (error as { code?: string }).code === "EAUTH"
        ? "see that SMTP_URL has the right user and password, with % escapes for special characters"
        : remedy,
    );
  } else if (inboxPort === undefined && database.url === undefined) {
    // Where npm start has put it only its own children know.
    yield { what: "Mail (SMTP)", ok: true, says: "SMTP_URL is not set: npm start has an inbox" };
  } else {
    const url = `smtp://127.0.0.1:${inboxPort ?? 2525}`;
    const remedy = "set SMTP_URL, or the same INBOX_PORT for an API and the workers";
    const reach = () => reachSmtp(url, limitMs).then(() => "the built-in inbox can be reached");
    yield await find("Mail (SMTP)", reach, remedy);
  }
}
