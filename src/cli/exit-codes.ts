/** How a command ends, for scripts. docs/reference/cli.md is made from it. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  settings: 3,
  unavailable: 4,
  interrupted: 130,
} as const;

export const exitCodeMeanings: Record<keyof typeof exitCodes, string> = {
  done: "done",
  failed: "it could not be done, or what was checked has an error",
  usage: "the command line or what it names is wrong: nothing was done",
  settings: "settings can't be used",
  unavailable: "Postgres, Temporal or the API can't be reached, or refuses the sign-in",
  interrupted: "ended by Ctrl-C",
};
