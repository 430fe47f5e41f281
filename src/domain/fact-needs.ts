import { chatIdentities } from "./address-need.ts";

/** What of a run's contact is read only where it is asked for. */
export interface FactNeeds {
  chats: boolean;
  rfm: boolean;
}

export const allFacts: FactNeeds = { chats: true, rfm: true };

/** A contact as a whole: by its bare name, or by a name in brackets that may be any. */
const wholeContact = /\bcontact\b(?!\.[A-Za-z])/;

/**
 * What settings and templates may ask for, seen by the words in them: too much rather than too little.
 * @param reached kinds of identities that messages go to
 */
export function factNeedsOf(text: string, reached: readonly (string | null)[] = []): FactNeeds {
  const isWhole = wholeContact.test(text);
  const writes = reached.some((kind) => chatIdentities.some((chat) => chat === kind));
  return {
    chats: isWhole || writes || text.includes("chats"),
    rfm: isWhole || text.includes("rfm"),
  };
}
