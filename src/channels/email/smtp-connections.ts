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
      if (warm === undefined) return connect(options, drop);
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

function connect(
  options: SmtpOptions,
  onGone: (connection: SMTPConnection) => void,
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
          connection.close();
          reject(asError(error));
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
