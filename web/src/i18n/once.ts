/**
 * What is made when it is first asked for, and kept. For formats of `Intl`: the first of a kind takes
 * a browser up to 50 ms, which a page that shows none need not wait for.
 */
export function once<Made>(make: () => Made): () => Made {
  let made: { value: Made } | undefined;
  return () => (made ??= { value: make() }).value;
}
