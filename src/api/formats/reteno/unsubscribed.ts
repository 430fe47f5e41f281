import { z } from "zod";
import { parse } from "../../../contract/parse.ts";
import { parseIdentity } from "../../../domain/identity.ts";
import { unsubscribeEmails } from "../../../services/contacts/unsubscribe-emails.ts";
import type { Endpoint } from "./endpoint.ts";
import { mebibyte } from "./endpoint.ts";

const form = z.looseObject({ emails: z.array(z.string()).min(1).max(10_000) });

/** What is no e-mail address is written to by nobody: it is left aside. */
function endpoint(verb: "add" | "delete"): Endpoint {
  return {
    method: "post",
    path: `/api/v1/emails/unsubscribed/${verb}`,
    scope: "send",
    body: { limit: mebibyte },
    handle: async ({ context }, { body }) => {
      const emails = parse(form, body).emails.flatMap((email) => {
        const parsed = parseIdentity("email", email);
        return parsed.outcome === "identity" ? [parsed.identity] : [];
      });
      await unsubscribeEmails(context, emails, verb === "add");
      return "empty";
    },
  };
}

export const unsubscribedEndpoints: Endpoint[] = [endpoint("add"), endpoint("delete")];
