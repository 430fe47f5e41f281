/** What the global setup tells the tests. */
export interface Provided {
  /** A folder of this run; removed at its end. */
  runFolder: string;
  /** The shared Postgres, on its maintenance database. */
  postgresUrl: string;
  /** A migrated database to clone. */
  templateDatabase: string;
  /** host:port of the shared Temporal, which keeps everything in memory. */
  temporalAddress: string;
}

declare module "vitest" {
  interface ProvidedContext extends Provided {}
}
