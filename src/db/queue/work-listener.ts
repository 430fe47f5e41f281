import pg from "pg";
import { channelNotice, shortageNotice } from "../messages/channel-setups.ts";
import { workChannel } from "./work-notice.ts";

export interface WorkListener {
  close(): Promise<void>;
}

const reconnectMs = 1_000;

export interface NoticeHandlers {
  /** Runs or signals wait in Postgres. */
  onWork(): void;
  /** A channel was set up in another way, or is paused. */
  onChannels?(): void;
  /** Another worker waits to send by a channel. */
  onShortage?(): void;
}

/**
 * Calls a handler at each notice for it, on a connection of its own that it opens again when it is
 * lost; all of them after each (re)connection, since notices may have been missed.
 */
export function listenForWork(
  url: string,
  { onWork, onChannels = () => undefined, onShortage = () => undefined }: NoticeHandlers,
): WorkListener {
  let closed = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;

  function connect(): void {
    if (closed) return;
    const connection = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      application_name: "campanile listener",
    });
    client = connection;
    let lost = false;
    const onLost = (): void => {
      if (lost) return;
      lost = true;
      connection.end().catch(() => undefined);
      if (!closed) retry = setTimeout(connect, reconnectMs);
    };
    connection.on("error", onLost);
    connection.on("end", onLost);
    connection.on("notification", ({ channel, payload }) => {
      if (channel !== channelNotice) onWork();
      else if (payload === shortageNotice) onShortage();
      else onChannels();
    });
    connection
      .connect()
      .then(() => connection.query(`listen ${workChannel}`))
      .then(() => connection.query(`listen ${channelNotice}`))
      .then(() => {
        onWork();
        onChannels();
      }, onLost);
  }

  connect();
  return {
    close: async () => {
      closed = true;
      clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}
