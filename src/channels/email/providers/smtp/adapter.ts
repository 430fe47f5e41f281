import type { Socket } from "node:net";
import { isPublicAddress } from "../../../../platform/address-guard/public-address.ts";
import { AddressRefused } from "../../../../platform/address-guard/lookup.ts";
import type { OpenProvider, ProviderAdapter, ProviderResources } from "../../../provider.ts";
import { longestSendMs, withoutSecrets } from "../../../provider-http.ts";
import type { SendOutcome } from "../../../send-outcome.ts";
import type { OutgoingEmail } from "../../mail.ts";
import type { SmtpOptions } from "../../smtp-connections.ts";
import { smtpConnections } from "../../smtp-connections.ts";
import { smtpTransport } from "../../smtp.ts";
import type { SmtpProviderSettings } from "./description.ts";

/** For tests. */
interface Other {
  /** Whose certificates are believed, too. */
  ca?: string;
  longestMs?: number;
}

const connectMs = 10_000;
const greetingMs = 8_000;

export function smtpProvider({ ca, longestMs = longestSendMs }: Other = {}): ProviderAdapter {
  return {
    open: (given): OpenProvider<OutgoingEmail> => {
      const { dkimDomain, dkimSelector } = given.settings as SmtpProviderSettings;
      const { dkimKey } = given.secrets;
      const isSigned = dkimDomain !== "" && dkimKey !== undefined;
      const transport = smtpTransport({
        connections: smtpConnections(optionsOf(given, ca)),
        messageIdHost: new URL(given.publicUrl).hostname,
        signer: isSigned ? { domain: dkimDomain, selector: dkimSelector, key: dkimKey } : undefined,
        longestMs,
      });
      const secrets = Object.values(given.secrets);
      return {
        ...transport,
        send: async (mail) => shownWithout(secrets, await transport.send(mail)),
      };
    },
  };
}

/** Any mail server. It knows no mail again: what may have been taken stays unknown. */
export const smtpAdapter = smtpProvider();

function shownWithout(secrets: readonly string[], outcome: SendOutcome): SendOutcome {
  return outcome.outcome === "sent"
    ? { ...outcome, response: withoutSecrets(outcome.response, secrets) }
    : { ...outcome, message: withoutSecrets(outcome.message, secrets) };
}

function optionsOf(
  { settings, secrets, connect }: ProviderResources,
  ca: string | undefined,
): SmtpOptions {
  const { host, port, encryption, user } = settings as SmtpProviderSettings;
  const options: SmtpOptions = {
    host,
    port,
    secure: encryption === "tls",
    requireTLS: encryption === "starttls",
    ignoreTLS: encryption === "none",
    tls: { minVersion: "TLSv1.2", ...(ca !== undefined && { ca }) },
    connectionTimeout: connectMs,
    greetingTimeout: greetingMs,
    socketTimeout: longestSendMs,
    open: () => opened(() => connect(host, port, connectMs), encryption),
  };
  return user === ""
    ? options
    : {
        ...options,
        auth: { user, pass: secrets["password"] ?? "" },
      };
}

/** Nothing goes in the clear to where everybody can read it. */
async function opened(
  connect: () => Promise<Socket>,
  encryption: SmtpProviderSettings["encryption"],
): Promise<Socket> {
  const socket = await connect().catch((error: unknown) => {
    throw error instanceof AddressRefused
      ? new Error("the server's address is not a public one")
      : error;
  });
  if (encryption === "none" && isPublicAddress(socket.remoteAddress ?? "")) {
    socket.destroy();
    throw new Error("the server is a public one: it needs encryption, starttls or tls");
  }
  return socket;
}
