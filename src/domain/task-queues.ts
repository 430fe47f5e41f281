/** E-mail's task queue beside a deployment's own: it has a rate and a concurrency of its own. */
export function emailTaskQueue(runTaskQueue: string): string {
  return `${runTaskQueue}-email`;
}
