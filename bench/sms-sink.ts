import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** The program of a gateway of SMS that takes every message at once and keeps none. */
let taken = 0;

const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    taken++;
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ id: `sink-${taken}` }));
  });
});
server.listen(0, "127.0.0.1", () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.on("message", () => process.send?.({ taken }));
process.on("disconnect", () => process.exit());
