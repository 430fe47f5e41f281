import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createServer } from "node:http2";
import { setTimeout as sleep } from "node:timers/promises";
import * as restate from "@restatedev/restate-sdk";
import { createTransport } from "nodemailer";
import pg from "pg";

/**
 * Order, segment, mail, on Restate: its server with its own settings, whose log is written through to
 * the disk, and the workflow in this process. Events go to the server itself.
 */
const {
  DATABASE_URL: databaseUrl,
  SMTP_URL: smtpUrl,
  DATA_DIR: dataDir,
  PORTS: given,
} = process.env;
const [ingressPort, adminPort, nodePort] = given.split(",").map(Number);
const pool = new pg.Pool({ connectionString: databaseUrl });
const transport = createTransport({ url: smtpUrl, pool: true, maxConnections: 10 });

const orders = restate.workflow({
  name: "orders",
  handlers: {
    run: async (context, { orderId }) => {
      const order = await context.run("getOrder", () => getOrder(orderId));
      await context.run("addToSegment", () => addToSegment("buyers", order.email));
      const text = `Order ${order.id} over ${order.total} has arrived.`;
      await context.run("sendMail", () => sendMail(order.email, text));
    },
  },
});

async function getOrder(orderId) {
  const { rows } = await pool.query(
    "select id, email, total::float8 as total from shop_orders where id = $1",
    [orderId],
  );
  if (rows.length === 0) throw new Error(`there is no order ${orderId}`);
  return rows[0];
}

async function addToSegment(segment, email) {
  await pool.query(
    "insert into segment_members (segment, email) values ($1, $2) on conflict do nothing",
    [segment, email],
  );
}

async function sendMail(to, text) {
  const from = "shop@bench.example";
  await transport.sendMail({ from, to, subject: "Your order", html: `<p>${text}</p>`, text });
}

/** The server's own program, and not the one that starts it, so that its pid is known. */
function serverBinary() {
  const require = createRequire(
    createRequire(import.meta.url).resolve("@restatedev/restate-server/package.json"),
  );
  return require.resolve(
    `@restatedev/restate-server-${process.platform}-${process.arch}/bin/restate-server`,
  );
}

async function until(url, init) {
  for (let tries = 0; tries < 300; tries++) {
    const answer = await fetch(url, init).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error(`${url} does not answer`);
}

// The SDK uses what Node has from version 22 on.
Promise.withResolvers ??= () => {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
};

const handler = restate.createEndpointHandler({
  services: [orders],
  logger: () => undefined,
});
const endpoint = createServer(handler);
await new Promise((resolve) => void endpoint.listen(0, "127.0.0.1", resolve));
const server = spawn(serverBinary(), ["--base-dir", dataDir, "--no-logo", "--listen-mode", "tcp"], {
  env: {
    PATH: process.env.PATH,
    RESTATE_NODE_NAME: "bench",
    RESTATE_BIND_IP: "127.0.0.1",
    RESTATE_BIND_PORT: String(nodePort),
    RESTATE_INGRESS__BIND_ADDRESS: `127.0.0.1:${ingressPort}`,
    RESTATE_ADMIN__BIND_ADDRESS: `127.0.0.1:${adminPort}`,
    RESTATE_DISABLE_TELEMETRY: "true",
    RESTATE_LOG_FILTER: "warn,octocrab=off",
  },
  stdio: ["ignore", "ignore", "inherit"],
});
const end = () => {
  server.once("exit", () => process.exit());
  server.kill("SIGTERM");
};
process.on("disconnect", end);
await until(`http://127.0.0.1:${adminPort}/health`);
await until(`http://127.0.0.1:${adminPort}/deployments`, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ uri: `http://127.0.0.1:${endpoint.address().port}` }),
});
await until(`http://127.0.0.1:${ingressPort}/restate/health`);
process.send({ port: ingressPort, server: server.pid });
