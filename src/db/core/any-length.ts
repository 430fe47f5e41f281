/**
 * A list that is passed as a parameter, of a length that Postgres doesn't look at. Where it sees how
 * short one is, a plan made for that list alone always looks better than one for all, and so a
 * statement that was prepared is planned anew each time: several times what most of them take to run.
 * @param parameter `$1`
 * @param type of one of them: `uuid`
 */
export function anyLength(parameter: string, type: string): string {
  return `(select ${parameter}::${type}[])::${type}[]`;
}
