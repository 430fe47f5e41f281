import type { IncomingEvent } from "../../src/domain/event.ts";
import type { Identity } from "../../src/domain/identity.ts";

/** An event as the formats hand it over; of Ada, of the type "order". */
export function incoming(given: Partial<IncomingEvent> & { email?: string } = {}): IncomingEvent {
  const { email = "ada@example.com", ...rest } = given;
  const identities: Identity[] = [{ kind: "email", value: email }];
  return { typeKey: "order", keyValue: "A-1", params: {}, identities, source: "api", ...rest };
}
