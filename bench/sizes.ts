/** How much is measured. A section whose sizes nobody shares keeps them itself, for `isQuick` or not. */
export interface Sizes {
  /** One short round, to see that it works. */
  isQuick: boolean;
  rounds: number;
  /** Runs of one measure, in one round. */
  runs: number;
  /** Contacts in the database, nearly all of them launched before. */
  contacts: number;
  /** Of one measure of ingest, in one round. */
  milliseconds: number;
  /** Whom the section of peers is about; all of them, unless told. */
  peers?: string[];
}

export const full: Sizes = {
  isQuick: false,
  rounds: 5,
  runs: 300,
  contacts: 200_000,
  milliseconds: 3_000,
};
export const quick: Sizes = {
  isQuick: true,
  rounds: 1,
  runs: 100,
  contacts: 20_000,
  milliseconds: 1_000,
};
