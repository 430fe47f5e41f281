import { newId } from "../platform/new-id.ts";
import type { SlotsGranted, SlotsWanted } from "../db/messages/channel-slots.ts";
import { longestSendMs } from "./provider-http.ts";

/** How many messages may be on their way at once. */
export interface Gate {
  /** Waits for room. */
  enter(): Promise<void>;
  leave(): void;
  /** Whether a send may begin now that its room is taken. */
  isFresh(): boolean;
  /** Gives others what is held and not in use: some of them wait. */
  yield(): void;
  close(): Promise<void>;
}

/** Room for so many messages of this process. */
export function localGate(concurrency: number): Gate {
  let free = concurrency;
  const waiting: (() => void)[] = [];
  return {
    enter: async () => {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    leave: () => {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    },
    isFresh: () => true,
    yield: () => undefined,
    close: () => Promise.resolve(),
  };
}

/** Room of this process, and then of all of them: none waits for others' who has no room of its own. */
export function bothGates(own: Gate, shared: Gate): Gate {
  return {
    ...shared,
    enter: async () => {
      await own.enter();
      await shared.enter();
    },
    leave: () => {
      shared.leave();
      own.leave();
    },
  };
}

export interface SharedGateOptions {
  channel: string;
  take(asked: SlotsWanted): Promise<SlotsGranted>;
  giveBack(holder: string): Promise<void>;
  /** Others hold what is wanted here: those that have more than they use should hear of it. */
  onShortage(): void;
  /** Milliseconds of a clock that only goes forward. */
  now(): number;
  timing?: Partial<typeof usualTiming>;
}

const usualTiming = {
  /** What a dead worker held is others' after so long. */
  leaseMs: 45_000,
  /** How often the lease is renewed; what is held and not used goes back then. */
  renewMs: 10_000,
  /** How often it is asked again while messages wait for a slot. */
  askMs: 250,
  /** So often at most others are told of a shortage. */
  tellMs: 1_000,
  /** How many are taken beyond those that are needed now. */
  ahead: 4,
  /** A send that begins is over before the lease is, at the latest. */
  longestMs: longestSendMs,
};

/**
 * Room for so many messages of all workers together. Slots are held here as long as there are messages
 * for them, so that a message asks nobody; one asks for more when they don't suffice, and comes down to
 * its share when others wait.
 */
export function sharedGate(options: SharedGateOptions): Gate {
  const { channel, now } = options;
  const timing = { ...usualTiming, ...options.timing };
  const holder = newId();
  const waiting: (() => void)[] = [];
  let inUse = 0;
  /** The most that were in use since it was asked last. */
  let peak = 0;
  let room = 0;
  /** Whether to ask at once, at the next of the short times, or when the lease is to be renewed. */
  let next: "now" | "soon" | "later" = "later";
  let freshUntil = Number.NEGATIVE_INFINITY;
  let toldAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function admit(): void {
    while (waiting.length > 0 && inUse < room && now() < freshUntil) {
      begin();
      waiting.shift()?.();
    }
  }

  function begin(): void {
    inUse++;
    peak = Math.max(peak, inUse);
  }

  function ask(): void {
    clearTimeout(timer);
    asking ??= exchange().finally(() => {
      asking = undefined;
      admit();
      if (!closed) plan();
    });
  }

  async function exchange(): Promise<void> {
    const before = now();
    const isWaiting = waiting.length > 0;
    if (!isWaiting && peak === 0) return giveAllBack();
    const wanted = isWaiting ? inUse + waiting.length + timing.ahead : peak;
    peak = inUse;
    // Until it is answered nothing more begins: what is granted is counted from what is in use.
    room = inUse;
    try {
      const { leaseMs } = timing;
      const granted = await options.take({ channel, holder, inUse, wanted, isWaiting, leaseMs });
      room = Math.min(granted.slots, Math.max(granted.share, inUse === 0 ? 1 : 0));
      freshUntil = before + leaseMs - timing.longestMs;
      if (granted.slots >= wanted) next = waiting.length > 0 ? "now" : "later";
      else next = waiting.length > 0 || granted.share < granted.slots ? "soon" : "later";
      if (granted.slots < wanted && isWaiting) tellOthers();
    } catch {
      // Postgres is away: what is on its way ends, and the rest waits.
      next = "soon";
    }
  }

  function tellOthers(): void {
    if (now() - toldAt < timing.tellMs) return;
    toldAt = now();
    options.onShortage();
  }

  async function giveAllBack(): Promise<void> {
    room = 0;
    freshUntil = Number.NEGATIVE_INFINITY;
    next = "later";
    await options.giveBack(holder).catch(() => undefined);
  }

  function plan(): void {
    clearTimeout(timer);
    timer = undefined;
    if (next === "now" && waiting.length > 0) return ask();
    const isIdle = waiting.length === 0 && freshUntil === Number.NEGATIVE_INFINITY;
    if (isIdle) return;
    const isSoon = next === "soon" || waiting.length > 0;
    timer = setTimeout(ask, isSoon ? timing.askMs : timing.renewMs);
    timer.unref();
  }

  return {
    enter: async () => {
      if (waiting.length === 0 && inUse < room && now() < freshUntil) {
        begin();
        return;
      }
      const entered = new Promise<void>((resolve) => waiting.push(resolve));
      // For those behind it is asked in due time.
      if (waiting.length === 1) ask();
      await entered;
    },
    leave: () => {
      inUse--;
      admit();
    },
    isFresh: () => now() < freshUntil,
    yield: () => {
      if (room > inUse && !closed) ask();
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await asking;
      await giveAllBack();
    },
  };
}
