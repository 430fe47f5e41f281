/** How much is measured. */
export interface Sizes {
  rounds: number;
  /** Runs of one measure, in one round. */
  runs: number;
  /** Contacts in the database, nearly all of them launched before. */
  contacts: number;
  /** Of one measure of ingest, in one round. */
  milliseconds: number;
  /** E-mails at low rate. */
  mails: number;
  /** For how long it is sent what it can carry, and then twice as much; and what then lies there at once. */
  overload: { seconds: number; backlog: number };
}

export const full: Sizes = {
  rounds: 5,
  runs: 300,
  contacts: 200_000,
  milliseconds: 3_000,
  mails: 60,
  overload: { seconds: 120, backlog: 10_000 },
};
export const quick: Sizes = {
  rounds: 1,
  runs: 100,
  contacts: 20_000,
  milliseconds: 1_000,
  mails: 10,
  overload: { seconds: 10, backlog: 300 },
};
