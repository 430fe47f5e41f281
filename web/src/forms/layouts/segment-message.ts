type Settings = Record<string, unknown>;

/** What a list of messages says in place of the block's own e-mail. */
const ofList = ["messages", "order"];

/** A message to a segment by a list of messages; `aside`: what it had when it was one before. */
export function asList({ segment }: Settings, aside: Settings): Settings {
  const { messages = [], order } = aside;
  return { ...withSegment(segment), messages, ...(order !== undefined && { order }) };
}

/** The same as an e-mail of its own. */
export function asEmail({ segment }: Settings, aside: Settings): Settings {
  const own = Object.entries(aside).filter(
    ([name]) => name !== "segment" && !ofList.includes(name),
  );
  return { ...withSegment(segment), ...Object.fromEntries(own) };
}

const withSegment = (segment: unknown): Settings => (segment === undefined ? {} : { segment });
