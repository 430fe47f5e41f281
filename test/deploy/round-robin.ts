import { setTimeout as pause } from "node:timers/promises";

export interface Sent {
  status: number;
  text: string;
  /** How often another one had to be asked. */
  elsewhere: number;
  ms: number;
}

/** As deploy/compose/Caddyfile says. */
const patienceMs = 5_000;
const pauseMs = 100;

/**
 * What a proxy does before several APIs, and no more: each request goes to the next one. Where nobody
 * listens, or a 503 says that it was not taken, another one is asked, for up to 5 s. Anything else is
 * the answer: a connection that breaks in the middle is not repeated, but a failure.
 */
export function roundRobin(ports: readonly number[]) {
  let turn = 0;
  return async (path: string, init: RequestInit): Promise<Sent> => {
    const began = performance.now();
    for (let elsewhere = 0; ; elsewhere++) {
      const port = ports[turn++ % ports.length];
      const { status, text } = await ask(`http://127.0.0.1:${port}${path}`, init);
      const ms = performance.now() - began;
      const isTaken = status !== refused && status !== 503;
      if (isTaken || ms > patienceMs) return { status, text, elsewhere, ms };
      if (elsewhere % ports.length === ports.length - 1) await pause(pauseMs);
    }
  };
}

const refused = -1;
const broken = -2;

async function ask(url: string, init: RequestInit): Promise<{ status: number; text: string }> {
  try {
    const answer = await fetch(url, init);
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    const { code, message } = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
    return { status: code === "ECONNREFUSED" ? refused : broken, text: `${code}: ${message}` };
  }
}
