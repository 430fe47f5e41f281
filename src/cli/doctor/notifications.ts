import { notificationsArrive } from "../../db/core/notifications-arrive.ts";
import { postgresErrorText } from "../postgres-error.ts";
import type { Finding } from "./finding.ts";
import { find } from "./finding.ts";

const limitMs = 2_000;

/** Workers and APIs tell each other by NOTIFY, which a pooler between may swallow. */
export async function* examineNotifications(url: string): AsyncGenerator<Finding> {
  yield await find("Notifications", async () => {
    const arrive = await notificationsArrive(url, limitMs).catch((error: unknown) => {
      throw postgresErrorText(error);
    });
    if (arrive) return "come through";
    throw new Error(
      "none come through, as behind a PgBouncer in transaction mode: name Postgres itself in " +
        "DATABASE_URL, or a pool with pool_mode = session",
    );
  });
}
