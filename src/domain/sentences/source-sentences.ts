import { writerOf } from "./writer.ts";

/** Why a delivery of a webhook source, or an entry of one, became no event, or lost a part. */
export const sourceSentences = {
  noEntries: "the list of `each` is empty",
  tooManyEntries: "a delivery has at most {most:number} entries, and has {number:number}",
  noList: "there is no list at `each` ({path}) in the body",
  eachNotApplied: "`each` can't be applied: {why}",
  mappingNotApplied: "the mapping can't be applied: {why}",
  cantBeRead: "can't be read",
  orderNotRead: "can't be read: {why}",
  noOrderField: "is nothing that an order can have, and left out",
  noEventType: "eventType came out blank",
  tooLargeParams: "params have more than 64 kB: take less of the body",
  noDate: "is not a date",
  untaken: "{untaken:number} of {number:number} made no event: {reasons:list}",
  entry: "entry {index:number}: {why:sentence}",
} as const;

export const saySource = writerOf(sourceSentences);
