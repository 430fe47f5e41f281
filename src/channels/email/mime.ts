import DKIM from "nodemailer/lib/dkim";
import MailComposer from "nodemailer/lib/mail-composer";
import type { OutgoingEmail } from "./mail.ts";

/** By whom mails are signed (DKIM). */
export interface DkimSigner {
  domain: string;
  selector: string;
  /** RSA, as PEM: see `dkimKeyFault`. */
  key: string;
}

/**
 * The mail as it goes over the line, and its envelope.
 *
 * @param host the right part of its Message-ID
 * @param signer its signature covers what receivers look for: From, Subject, Date, To, and both headers
 *   of one-click unsubscribing (RFC 8058)
 */
export async function compose(email: OutgoingEmail, host: string, signer?: DkimSigner) {
  const { id, returnPath, ...parts } = email;
  const mail = new MailComposer({ ...parts, messageId: `<${id}@${host}>` }).compile();
  const { from: sender, to: recipients } = mail.getEnvelope();
  const content = await mail.build();
  return {
    envelope: { from: returnPath ?? sender, to: recipients },
    content: signer === undefined ? content : await signed(content, signer),
  };
}

/** @throws when the key can't be used */
async function signed(
  content: Buffer,
  { domain: domainName, selector: keySelector, key: privateKey }: DkimSigner,
): Promise<Buffer> {
  const signing = new DKIM({ domainName, keySelector, privateKey }).sign(content);
  const chunks: Buffer[] = [];
  for await (const chunk of signing) chunks.push(chunk as Buffer);
  const whole = Buffer.concat(chunks);
  // The library gives the mail back as it is, when it can't sign it.
  if (!/^dkim-signature:/i.test(whole.subarray(0, 15).toString("latin1"))) {
    throw new Error("it could not be signed with the DKIM key");
  }
  return whole;
}
