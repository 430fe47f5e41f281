import { answersAsCampanile } from "./answers-as-campanile.ts";
import type { Examined } from "./examined.ts";
import type { Finding } from "./finding.ts";

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Links in mails begin with PUBLIC_URL: unset, they lead those who get them to their own machine. Set,
 * it has to lead to us, and not to what else stands there.
 */
export async function* examinePublicUrl({ config, given }: Examined): AsyncGenerator<Finding> {
  if (given.values.has("PUBLIC_URL")) {
    yield await leadsToUs(config.publicUrl);
    return;
  }
  const { smtpUrl } = config.mail;
  if (smtpUrl === undefined) return;
  const says =
    `PUBLIC_URL is not set beside SMTP_URL: links in mails lead to ${config.publicUrl}, ` +
    "which only this machine can open; set it to the address under which people reach the API";
  const isTrial = loopback.test(new URL(smtpUrl).hostname);
  yield { what: "Links in mails", ok: isTrial, doubtful: isTrial, says };
}

async function leadsToUs(url: string): Promise<Finding> {
  const what = "Public address";
  switch (await answersAsCampanile(url)) {
    case "yes":
      return { what, ok: true, says: `${url} leads to Campanile` };
    case "no": {
      const says = `PUBLIC_URL leads to another program than Campanile: at ${url}/readyz answers somebody else; mend it, or what the proxy there passes on`;
      return { what, ok: false, says };
    }
    case "nobody": {
      const says = `nobody answers at ${url} from this machine: see that PUBLIC_URL is right, and that an API runs behind it`;
      return { what, ok: true, doubtful: true, says };
    }
  }
  return { what, ok: false, says: url };
}
