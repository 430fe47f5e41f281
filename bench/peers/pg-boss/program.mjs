import { createTransport } from "nodemailer";
import PgBoss from "pg-boss";

/**
 * A message to many, as one would do it with a queue on Postgres and nodemailer: a job for each
 * recipient, taken in batches and sent over pooled connections. Asked for so many, it queues and sends
 * them. A batch that dies is sent again, also to those who have it already.
 */
const { DATABASE_URL: connectionString, SMTP_URL: smtpUrl } = process.env;
const batchSize = 500;
const queue = "newsletter";

const boss = new PgBoss({ connectionString });
const transport = createTransport({
  url: smtpUrl,
  pool: true,
  maxConnections: 20,
  maxMessages: Infinity,
});
await boss.start();
await boss.createQueue(queue);

await boss.work(queue, { batchSize, pollingIntervalSeconds: 0.5 }, async (jobs) => {
  await Promise.all(jobs.map(({ data }) => transport.sendMail(data)));
});

async function queueAll({ recipients, html, text }) {
  const jobs = recipients.map((to) => ({
    name: queue,
    data: { from: "shop@bench.example", to, subject: "News", html: html.replace("NAME", to), text },
  }));
  for (let from = 0; from < jobs.length; from += 1_000) {
    await boss.insert(jobs.slice(from, from + 1_000));
  }
  process.send({ queued: recipients.length });
}

process.on("message", (order) => void queueAll(order));
process.on("disconnect", () => process.exit());
process.send({ ready: true });
