import { createTransport } from "nodemailer";
import type { Pool } from "pg";

/** The three activities, as the documentation of Temporal has one write them. */
export function createActivities(pool: Pool, smtpUrl: string) {
  const transport = createTransport({ url: smtpUrl, pool: true, maxConnections: 10 });
  return {
    async getOrder(orderId: string): Promise<{ id: string; email: string; total: number }> {
      const { rows } = await pool.query<{ id: string; email: string; total: number }>(
        "select id, email, total::float8 as total from shop_orders where id = $1",
        [orderId],
      );
      const [order] = rows;
      if (order === undefined) throw new Error(`there is no order ${orderId}`);
      return order;
    },
    async addToSegment(segment: string, email: string): Promise<void> {
      await pool.query(
        "insert into segment_members (segment, email) values ($1, $2) on conflict do nothing",
        [segment, email],
      );
    },
    async sendMail(to: string, text: string): Promise<void> {
      await transport.sendMail({
        from: "shop@bench.example",
        to,
        subject: "Your order",
        html: `<p>${text}</p>`,
        text,
      });
    },
  };
}

export type Activities = ReturnType<typeof createActivities>;
