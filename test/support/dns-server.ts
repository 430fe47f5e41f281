import { once } from "node:events";
import type { AddressInfo } from "node:net";
import DNS from "dns2";
import { afterwards } from "./afterwards.ts";

/** What a name has, by kind; "fail" and "silence" in place of an answer. */
export type Zone = Record<string, Answers | "fail" | "silence">;
export interface Answers {
  txt?: string[];
  mx?: string[];
  cname?: string;
  a?: string[];
}

const { Packet } = DNS;
const serverFailure = 2;
const noSuchName = 3;

/** A real DNS server on a free port. @returns its address, and the names that it was asked for */
export async function testDnsServer(zone: Zone): Promise<{ address: string; asked: string[] }> {
  const asked: string[] = [];
  const answer: DNS.DnsHandler = (request, send) => {
    const [question] = request.questions;
    if (question === undefined) return;
    const name = question.name.toLowerCase();
    asked.push(name);
    const response = Packet.createResponseFromRequest(request);
    const at = zone[name];
    if (at === "silence") return;
    if (at === "fail") response.header.rcode = serverFailure;
    else if (at === undefined) response.header.rcode = noSuchName;
    else {
      const records = recordsOf(zone, name, question.type ?? 0);
      response.answers.push(...(records as DNS.Packet.Resource[]));
    }
    void send(response);
  };
  // Long answers don't fit into a datagram: they are asked for once more, by TCP.
  const server = DNS.createTCPServer(answer);
  const listening = once(server, "listening");
  server.listen(0, "127.0.0.1");
  await listening;
  const { port } = server.address() as AddressInfo;
  const datagrams = DNS.createUDPServer(answer);
  const bound = once(datagrams, "listening");
  void datagrams.listen(port, "127.0.0.1");
  await bound;
  afterwards(async () => {
    await new Promise<void>((resolve) => datagrams.close(() => resolve()));
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return { address: `127.0.0.1:${port}`, asked };
}

function recordsOf(zone: Zone, name: string, type: number): Partial<DNS.Packet.Resource>[] {
  const at = zone[name];
  if (at === undefined || typeof at === "string") return [];
  const record = (kind: number, more: object): Partial<DNS.Packet.Resource> => ({
    name,
    type: kind,
    class: Packet.CLASS.IN,
    ttl: 60,
    ...more,
  });
  if (at.cname !== undefined) {
    const alias = record(Packet.TYPE.CNAME, { domain: at.cname });
    return type === Packet.TYPE.CNAME ? [alias] : [alias, ...recordsOf(zone, at.cname, type)];
  }
  switch (type) {
    case Packet.TYPE.TXT:
      return (at.txt ?? []).map((text) => record(type, { data: pieces(text) }));
    case Packet.TYPE.MX:
      return (at.mx ?? []).map((exchange) => record(type, { exchange, priority: 10 }));
    case Packet.TYPE.A:
      return (at.a ?? []).map((address) => record(type, { address }));
    default:
      return [];
  }
}

/** A text of a record has 255 characters at most: longer ones come in pieces. */
const pieces = (text: string): string[] => text.match(/.{1,255}/gs) ?? [""];
