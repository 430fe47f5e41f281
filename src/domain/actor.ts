/** Who does a thing: somebody who signed in, an API key, a run, or the system itself. */
export type Actor =
  | { kind: "person"; id: string }
  /** Null for the key of the environment, which has no row. */
  | { kind: "key"; id: string | null }
  | { kind: "run"; id: string }
  /** A command, a sweep, a tracked link: what is behind it is said by the name. */
  | { kind: "system"; name: string };
