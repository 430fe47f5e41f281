import type { Socket } from "node:net";
import { connect, createServer } from "node:net";
import { afterwards } from "./afterwards.ts";
import { eventually } from "./wait.ts";

export interface TcpProxy {
  port: number;
  /** Holds everything back that goes to the server, until told to go on. */
  hold(): void;
  goOn(): void;
  /** Ends every connection there is now. */
  cutAll(): void;
  /** Sees what a client sends before it is passed on; `"cut"` ends both sides after it was passed on, `"drop"` before. */
  watch: (chunk: Buffer) => "pass" | "cut" | "drop";
  close(): Promise<void>;
}

/** A line to a server that a test can hold, watch and cut. */
export async function tcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const pairs = new Set<[Socket, Socket]>();
  let held = false;
  const server = createServer((client) => {
    const upstream = connect(target);
    const pair: [Socket, Socket] = [client, upstream];
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      client.destroy();
      upstream.destroy();
    };
    client.on("data", (chunk) => {
      const what = proxy.watch(chunk);
      if (what === "drop") return end();
      upstream.write(chunk, () => {
        // The server has it; its answer must not come back.
        if (what === "cut") setImmediate(end);
      });
      if (what === "cut") client.destroy();
    });
    if (held) client.pause();
    upstream.on("data", (chunk) => client.write(chunk));
    for (const socket of pair) socket.on("error", end).on("close", end);
  });
  const proxy: TcpProxy = {
    port: 0,
    hold: () => {
      held = true;
      for (const [client] of pairs) client.pause();
    },
    goOn: () => {
      held = false;
      for (const [client] of pairs) client.resume();
    },
    cutAll: () => {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
    },
    watch: () => "pass",
    close: async () => {
      proxy.cutAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  server.listen(0, "127.0.0.1");
  await eventually("the proxy", () => server.listening);
  const address = server.address();
  proxy.port = typeof address === "object" && address !== null ? address.port : 0;
  afterwards(() => proxy.close());
  return proxy;
}
