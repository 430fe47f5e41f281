import { openOutput } from "../../platform/logging/output.ts";

/** What a person sees of a start. Whole lines only, so that it reads the same in a log. */
export interface Terminal {
  line(text: string): void;
  /** Says how a step goes: at once when it takes long, and how long it took. */
  step<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
}

const patienceMs = 3_000;
const everyMs = 10_000;

export function openTerminal(write: (text: string) => void = steadyOutput()): Terminal {
  const line = (text: string): void => write(`${text}\n`);
  return {
    line,
    async step(name, work) {
      const began = Date.now();
      const seconds = (): string => ((Date.now() - began) / 1000).toFixed(1);
      let repeat: NodeJS.Timeout | undefined;
      const patience = setTimeout(() => {
        line(`  ${name} …`);
        repeat = setInterval(() => line(`  ${name} … ${seconds()} s`), everyMs);
      }, patienceMs);
      try {
        const result = await work();
        line(`  ${name}: ready (${seconds()} s)`);
        return result;
      } finally {
        clearTimeout(patience);
        clearInterval(repeat);
      }
    },
  };
}

/** A terminal that is held, or a file on a full disk, holds nothing up. */
function steadyOutput(): (text: string) => void {
  const output = openOutput(1, { onRoom: () => undefined });
  return (text) => output.write(text);
}
