import { Refusal } from "./logging/refuse.ts";

/** Why a server can't listen where its settings say, in words; any other error as it is. */
export function listenError(
  error: unknown,
  where: { port: number; host: string; setting: string; hostSetting?: string },
): unknown {
  const { port, host, setting, hostSetting = "HOST" } = where;
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === "EADDRINUSE") {
    return new Refusal(
      `port ${port} of ${host} is taken by another program: end it, or set ${setting} to a free port`,
    );
  }
  if (code === "EACCES") {
    return new Refusal(
      `port ${port} may not be listened on by this user: set ${setting} to one of 1024 or above`,
    );
  }
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return new Refusal(
      `this machine has no address ${host}: set ${hostSetting} to one that it has`,
    );
  }
  return error;
}
