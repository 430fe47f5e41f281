/** Whoever reads has seen enough (`… | head`): that is no failure, and nobody wants to hear of it. */
export function exitOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", ({ code }: NodeJS.ErrnoException) => {
      process.exit(code === "EPIPE" ? process.exitCode : 1);
    });
  }
}
