import type { ConsentWord } from "../../domain/consent.ts";
import type { ServiceContext } from "../context.ts";
import type { ConsentOrigin } from "./say.ts";
import { say } from "./say.ts";

/** Notes what a contact says. */
export async function sayOrAsk(
  context: ServiceContext,
  contactId: string,
  word: ConsentWord,
  origin: ConsentOrigin,
): Promise<void> {
  await say(context, [contactId], word, origin);
}
