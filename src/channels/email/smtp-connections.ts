import type { Socket } from "node:net";
import { parseConnectionUrl } from "nodemailer/lib/shared";
import SMTPConnection from "nodemailer/lib/smtp-connection";

export type SmtpOptions = SMTPConnection.Options & {
  auth?: SMTPConnection.Credentials;
  /** Opens the line, where not every address may be connected to. */
  open?(): Promise<Socket>;
};

/**
 * What connects to the server of a URL.
 *
 * @param url `smtp://user:password@host:port` or `smtps://…`, with nodemailer's options as its query
 */
export function smtpOptionsOf(url: string): SmtpOptions {
  const timeouts = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000 };
  return { ...timeouts, ...(parseConnectionUrl(url) as SmtpOptions) };
}

export interface SmtpConnections {
  /** An idle connection, or a new one, signed in. @throws an SMTPError when there is none to be had */
  take(): Promise<SMTPConnection>;
  /** Gives a connection back that has sent a message and is in order. */
  giveBack(connection: SMTPConnection): void;
  close(): void;
}

const idleMs = 15_000;

/** Connections to one SMTP server, used again while they are warm. */
export function smtpConnections(options: SmtpOptions): SmtpConnections {
  const idle = new Map<SMTPConnection, NodeJS.Timeout>();

  function drop(connection: SMTPConnection): void {
    clearTimeout(idle.get(connection));
    idle.delete(connection);
  }

  return {
    take: async () => {
      const [warm] = idle.keys();
      if (warm === undefined) return connectSmtp(options, drop);
      drop(warm);
      return warm;
    },
    giveBack: (connection) => {
      const timer = setTimeout(() => {
        drop(connection);
        connection.quit();
      }, idleMs);
      timer.unref();
      idle.set(connection, timer);
    },
    close: () => {
      for (const connection of [...idle.keys()]) {
        drop(connection);
        connection.quit();
      }
    },
  };
}

/**
 * A connection, signed in where the options have a user.
 *
 * @throws an SMTPError; its `code` is EAUTH when the server doesn't take the user or the password
 */
export async function connectSmtp(
  { open, ...options }: SmtpOptions,
  onGone: (connection: SMTPConnection) => void = () => undefined,
): Promise<SMTPConnection> {
  const line = open === undefined ? {} : { connection: await open() };
  const connection = new SMTPConnection({ ...options, ...line });
  return new Promise((resolve, reject) => {
    // An idle connection that the server closes must not be taken again (nor end the process).
    connection.on("error", (error) => {
      onGone(connection);
      reject(asError(error));
    });
    connection.on("end", () => {
      onGone(connection);
      reject(new Error("the server closed the connection"));
    });
    connection.connect(() => {
      if (options.auth === undefined) return resolve(connection);
      connection.login(options.auth, (error) => {
        if (error) {
          // Before its end is heard of, which would be taken for the reason.
          reject(asError(error));
          connection.close();
        } else {
          resolve(connection);
        }
      });
    });
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
