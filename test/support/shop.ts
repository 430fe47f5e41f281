import { createServer } from "node:http";
import { afterwards } from "./afterwards.ts";
import { eventually } from "./wait.ts";

/** A shop that answers how many of a product it has. */
export async function testShop(
  stock: Record<string, number>,
): Promise<{ host: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    const available = stock[path.split("/").at(-1) ?? ""];
    response.setHeader("content-type", "application/json");
    response.statusCode = available === undefined ? 404 : 200;
    response.end(JSON.stringify({ available }));
  });
  server.listen(0, "127.0.0.1");
  await eventually("the shop", () => server.listening);
  afterwards(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { host: `127.0.0.1:${port}`, asked };
}
