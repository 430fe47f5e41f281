import SMTPConnection from "nodemailer/lib/smtp-connection";

export type SmtpOptions = SMTPConnection.Options & { auth?: SMTPConnection.Credentials };

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
export function connectSmtp(
  options: SmtpOptions,
  onGone: (connection: SMTPConnection) => void = () => undefined,
): Promise<SMTPConnection> {
  const connection = new SMTPConnection(options);
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
