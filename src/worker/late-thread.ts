import { EventEmitter } from "node:events";
import type { Transferable, Worker } from "node:worker_threads";

/** What Temporal's SDK asks a thread of workflows, and is answered. */
interface Request {
  requestId: bigint;
  input: { type: string };
}
interface Answer {
  requestId?: bigint;
  result?: { type: "ok" } | { type: "error"; name: string; message: string };
}

/** What a thread that was terminated exits with. */
const terminated = 1;

/**
 * A thread of workflows that starts when the first of them comes. A thread takes half a second of CPU
 * and some 40 MB, which one that carries fan-outs may never need.
 */
export class LateThread extends EventEmitter {
  readonly #make: () => Worker;
  #first: Request | undefined;
  #thread: Worker | undefined;
  /** What came while the thread was still beginning; undefined before and after. */
  #early: [Request, readonly Transferable[]][] | undefined;

  /** @param make starts the thread, as the SDK would have done */
  constructor(make: () => Worker) {
    super();
    this.#make = make;
  }

  postMessage(request: Request, transferred: readonly Transferable[] = []): void {
    if (this.#thread === undefined && request.input.type === "init") {
      this.#first = request;
      this.#confirm(request);
    } else if (this.#thread === undefined && request.input.type === "destroy") {
      this.#confirm(request);
    } else {
      this.#thread ??= this.#start();
      if (this.#early === undefined) this.#thread.postMessage(request, transferred);
      else this.#early.push([request, transferred]);
    }
  }

  async terminate(): Promise<number> {
    if (this.#thread !== undefined) return this.#thread.terminate();
    this.emit("exit", terminated);
    return terminated;
  }

  #confirm({ requestId }: Request): void {
    // Not before the SDK waits for it.
    setImmediate(() => this.emit("message", { requestId, result: { type: "ok" } }));
  }

  #start(): Worker {
    const first = this.#first;
    const thread = this.#make();
    thread.on("message", (answer: Answer) => {
      if (first === undefined || answer.requestId !== first.requestId) {
        this.emit("message", answer);
      } else if (answer.result?.type === "error") {
        // The SDK has gone on long ago: as if the thread had ended by it.
        this.emit("error", new Error(answer.result.message));
        void thread.terminate();
      } else {
        for (const [request, transferred] of this.#early ?? []) {
          thread.postMessage(request, transferred);
        }
        this.#early = undefined;
      }
    });
    thread.on("error", (error) => this.emit("error", error));
    thread.on("exit", (code) => this.emit("exit", code));
    if (first !== undefined) {
      this.#early = [];
      thread.postMessage(first);
    }
    return thread;
  }
}
