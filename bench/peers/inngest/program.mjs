import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import express from "express";
import { Inngest } from "inngest";
import { serve } from "inngest/express";
import { createTransport } from "nodemailer";
import pg from "pg";

/**
 * Order, segment, mail, on Inngest's open server, which keeps its history in the same Postgres and its
 * queue and runs in the Redis that it brings along: in memory, with a snapshot now and then.
 */
const { DATABASE_URL: databaseUrl, SMTP_URL: smtpUrl, INNGEST_SERVER: binary } = process.env;
const { INNGEST_DATABASE_URL: serverDatabaseUrl, DATA_DIR: dataDir, PORTS: given } = process.env;
const [port, appPort, gatewayPort, gatewayGrpcPort, executorGrpcPort] = given.split(",");
const signingKey = "62656e6368";
const pool = new pg.Pool({ connectionString: databaseUrl });
const transport = createTransport({ url: smtpUrl, pool: true, maxConnections: 10 });

const client = new Inngest({
  id: "shop",
  isDev: false,
  eventKey: "bench",
  signingKey,
  baseUrl: `http://127.0.0.1:${port}`,
});
const orderPlaced = client.createFunction(
  // Once for a key, for a day.
  { id: "order-placed", idempotency: "event.data.key", triggers: [{ event: "shop/order.placed" }] },
  async ({ event, step }) => {
    const order = await step.run("getOrder", () => getOrder(event.data.orderId));
    await step.run("addToSegment", () => addToSegment("buyers", order.email));
    const text = `Order ${order.id} over ${order.total} has arrived.`;
    await step.run("sendMail", () => sendMail(order.email, text));
  },
);

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

const app = express();
app.use(express.json({ limit: "4mb" }));
app.use("/api/inngest", serve({ client, functions: [orderPlaced] }));
await new Promise((resolve) => void app.listen(Number(appPort), "127.0.0.1", resolve));

const options = {
  host: "127.0.0.1",
  port,
  "event-key": "bench",
  "signing-key": signingKey,
  "sdk-url": `http://127.0.0.1:${appPort}/api/inngest`,
  "postgres-uri": serverDatabaseUrl,
  "connect-gateway-port": gatewayPort,
  "connect-gateway-grpc-port": gatewayGrpcPort,
  "connect-executor-grpc-port": executorGrpcPort,
};
const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
const server = spawn(binary, ["start", ...args, "--log-level", "error"], {
  cwd: dataDir,
  env: { PATH: process.env.PATH, HOME: dataDir, DO_NOT_TRACK: "1" },
  // It tells of every request that is cut off, as a load generator's last ones are.
  stdio: "ignore",
});
server.once("exit", () => process.exit());
process.on("disconnect", () => server.kill("SIGTERM"));

async function until(url, init) {
  for (let tries = 0; tries < 300; tries++) {
    const answer = await fetch(url, init).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error(`${url} does not answer`);
}
await until(`http://127.0.0.1:${port}/health`);
// The app tells the server what functions it has.
await until(`http://127.0.0.1:${appPort}/api/inngest`, { method: "PUT" });
process.send({ port: Number(port), server: server.pid });
