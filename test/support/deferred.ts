export interface Deferred {
  promise: Promise<void>;
  resolve(): void;
}

/** A promise that is resolved from outside (ES2024's `Promise.withResolvers`, which Node 20 has not). */
export function deferred(): Deferred {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve: () => resolve() };
}
