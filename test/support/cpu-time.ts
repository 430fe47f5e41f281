/**
 * How long the processor worked for this process, in milliseconds: what the machine did for others
 * meanwhile does not count, so that a test beside others' work holds what it holds alone.
 */
export function cpuTime(): () => number {
  const began = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1_000;
  };
}
