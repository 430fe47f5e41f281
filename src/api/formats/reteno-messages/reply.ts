import type { Requested } from "../../../services/template-sends/send.ts";
import type { Read, RecipientForm } from "./recipients.ts";

/** What became of each recipient, in the order of the request. */
export function resultsOf(
  forms: readonly RecipientForm[],
  read: readonly Read[],
  requested: readonly Requested[],
): object[] {
  let next = 0;
  return forms.map(({ contactId, locator, externalRequestId }, index) => {
    const named = {
      id: externalRequestId ?? contactId ?? null,
      locator: locator ?? null,
    };
    const one = read[index];
    const sent = one?.ok ? requested[next++] : undefined;
    if (sent?.outcome === "requested") {
      return { ...named, status: "OK", requestId: String(sent.number) };
    }
    const message = one?.ok === false ? one.reason : sent?.reason;
    return { ...named, status: "ERROR", message };
  });
}
