/**
 * Runs work one after the other, in this process. What would wait behind more than `most` is refused
 * with an error of `refuse`.
 */
export function serialQueue({ most, refuse }: { most: number; refuse: () => Error }) {
  let last: Promise<unknown> = Promise.resolve();
  let begun = 0;
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (begun > most) throw refuse();
    begun++;
    const mine = last.then(work).finally(() => begun--);
    // Who comes next waits for the end of this one, whichever it is.
    last = mine.catch(() => undefined);
    return mine;
  };
}
