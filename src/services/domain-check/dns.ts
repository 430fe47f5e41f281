import { promises } from "node:dns";
import { sayDomain } from "../../domain/sentences/domain-sentences.ts";

/** What the DNS answers to a question. */
export type Looked<Record> =
  | { outcome: "found"; records: Record[] }
  /** There is no such name, or nothing of this kind at it. */
  | { outcome: "none" }
  | { outcome: "failed"; message: string };

export interface Dns {
  /** Each record in one piece. */
  txt(name: string): Promise<Looked<string>>;
  mx(name: string): Promise<Looked<{ exchange: string; priority: number }>>;
  cname(name: string): Promise<Looked<string>>;
  /** Of both kinds. */
  addresses(name: string): Promise<Looked<string>>;
}

const timeoutMs = 2_000;
const tries = 2;
/** All that a check asks for together. */
const longestMs = 12_000;

/**
 * Has some work ask the DNS, which ends in time whatever servers do.
 *
 * @param servers in place of the system's; for tests
 */
export async function withDns<Result>(
  work: (dns: Dns) => Promise<Result>,
  servers?: readonly string[],
): Promise<Result> {
  const resolver = new promises.Resolver({ timeout: timeoutMs, tries });
  if (servers !== undefined) resolver.setServers(servers);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    resolver.cancel();
  }, longestMs);
  const look = async <Record>(ask: () => Promise<Record[]>): Promise<Looked<Record>> => {
    if (isLate) return tookTooLong;
    try {
      const records = await ask();
      return records.length === 0 ? { outcome: "none" } : { outcome: "found", records };
    } catch (error) {
      const { code = "" } = error as NodeJS.ErrnoException;
      if (code === "ENODATA" || code === "ENOTFOUND") return { outcome: "none" };
      return isLate ? tookTooLong : { outcome: "failed", message: inWords[code] ?? code };
    }
  };
  try {
    return await work({
      txt: (name) =>
        look(async () => (await resolver.resolveTxt(name)).map((pieces) => pieces.join(""))),
      mx: (name) => look(() => resolver.resolveMx(name)),
      cname: (name) => look(() => resolver.resolveCname(name)),
      addresses: async (name) => {
        const v4 = await look(() => resolver.resolve4(name));
        return v4.outcome === "none" ? look(() => resolver.resolve6(name)) : v4;
      },
    });
  } finally {
    clearTimeout(timer);
  }
}

const tookTooLong = { outcome: "failed", message: sayDomain("tookTooLong") } as const;

const inWords: Record<string, string> = {
  ETIMEOUT: sayDomain("noServerAnswers"),
  ESERVFAIL: sayDomain("serversFail"),
  EREFUSED: sayDomain("serversRefuse"),
  ECONNREFUSED: sayDomain("noServer"),
  EBADNAME: sayDomain("badName"),
  EBADRESP: sayDomain("badAnswer"),
};
