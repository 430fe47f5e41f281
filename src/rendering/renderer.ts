import { AppError } from "../contract/errors.ts";
import type { JobKind, Jobs } from "./jobs.ts";

/** Has others' content worked on, outside of the thread that everything else runs in. */
export interface Renderer {
  /**
   * @throws LimitExceeded for content that costs too much
   * @throws RenderingFailed for content that is faulty
   * @throws RendererBusy while too much of what takes long is waiting
   * @throws RendererClosed when this process is ending: another one may do it
   */
  run<Kind extends JobKind>(kind: Kind, input: Jobs[Kind]["input"]): Promise<Jobs[Kind]["output"]>;
}

/** A fault of the content, which it has at every repetition. */
export class RenderingFailed extends Error {
  /** What was worked on when it failed. */
  readonly place: string;

  constructor(message: string, place: string) {
    super(message);
    this.name = "RenderingFailed";
    this.place = place;
  }
}

/** Too much waits behind content that takes long. Later there is room. */
export class RendererBusy extends AppError {
  constructor() {
    const message = "too much content that takes long to process is waiting: try again later";
    super("too_many_requests", message, { details: { retryAfterSeconds: 5 } });
    this.name = "RendererBusy";
  }
}

/** The process ends; no fault of the content. */
export class RendererClosed extends Error {
  constructor() {
    super("the process is ending");
    this.name = "RendererClosed";
  }
}
