import { Client, Connection, WorkflowExecutionAlreadyStartedError } from "@temporalio/client";
import express from "express";
import { z } from "zod";

/** The API of a naive program: each event is a plain StartWorkflow. */
const { TEMPORAL_ADDRESS: address } = process.env;
const connection = await Connection.connect({ address });
const client = new Client({ connection });
const event = z.object({ orderId: z.string(), email: z.string(), once: z.boolean() });

const app = express();
app.use(express.json());
app.post("/events", async (request, response) => {
  const { orderId, email, once } = event.parse(request.body);
  const workflowId = once ? `once-${email}` : `order-${orderId}`;
  try {
    await client.workflow.start("orderPlaced", {
      taskQueue: "orders",
      workflowId,
      args: [orderId],
      workflowIdReusePolicy: "REJECT_DUPLICATE",
    });
    response.status(202).json({ workflowId });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    response.json({ workflowId, started: false });
  }
});
const server = app.listen(0, "127.0.0.1", () => {
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("the API has no port");
  process.send?.({ port: bound.port });
});
process.on("disconnect", () => process.exit());
