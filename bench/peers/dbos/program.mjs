import { DBOS } from "@dbos-inc/dbos-sdk";
import express from "express";
import { createTransport } from "nodemailer";
import pg from "pg";

/**
 * Order, segment, mail, on DBOS: API and workflows in one process, as its guide has it, and a step
 * for each of the three. Its own tables are in the same Postgres.
 */
const {
  DATABASE_URL: databaseUrl,
  DBOS_DATABASE_URL: systemDatabaseUrl,
  SMTP_URL: smtpUrl,
} = process.env;
const pool = new pg.Pool({ connectionString: databaseUrl });
const transport = createTransport({ url: smtpUrl, pool: true, maxConnections: 10 });

DBOS.setConfig({ name: "orders", systemDatabaseUrl, logLevel: "error" });

const orderPlaced = DBOS.registerWorkflow(
  async (orderId) => {
    const order = await DBOS.runStep(() => getOrder(orderId), { name: "getOrder" });
    await DBOS.runStep(() => addToSegment("buyers", order.email), { name: "addToSegment" });
    const text = `Order ${order.id} over ${order.total} has arrived.`;
    await DBOS.runStep(() => sendMail(order.email, text), { name: "sendMail" });
  },
  { name: "orderPlaced" },
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

await DBOS.launch();
const app = express();
app.use(express.json());
app.post("/events", async (request, response) => {
  const { orderId, email, once } = request.body;
  // A workflow's id is its idempotency key: a second start returns the first one's handle.
  const workflowID = once ? `once-${email}` : `order-${orderId}`;
  await DBOS.startWorkflow(orderPlaced, { workflowID })(orderId);
  response.status(202).json({ workflowID });
});
const server = app.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
process.on("disconnect", () => process.exit());
