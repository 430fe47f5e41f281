/**
 * An answer's type as it arrives: the contract's schemas have dates, JSON has their ISO texts.
 * Contract types are imported as types only, so that a change of the API breaks the pages' build.
 */
export type Wire<T> = T extends Date
  ? string
  : T extends (infer Item)[]
    ? Wire<Item>[]
    : T extends object
      ? { [Key in keyof T]: Wire<T[Key]> }
      : T;

export interface WirePage<Item> {
  items: Item[];
  next: string | null;
}
