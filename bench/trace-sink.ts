import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A collector that takes traces and keeps none: `node dist/bench/trace-sink.js`. */
const server = createServer((request, response) => {
  request.resume();
  request.once("end", () =>
    response.writeHead(200, { "content-type": "application/json" }).end("{}"),
  );
});
server.listen(0, "127.0.0.1", () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.on("disconnect", () => process.exit(0));
