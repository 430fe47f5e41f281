/**
 * Where a template's values stand in what it has rendered: between two characters that Unicode has set
 * aside for a program's own use and that no text has. What parsed one rendering can then tell whether
 * another one differs in its values alone.
 */
const opening = "\uFDD0";
const closing = "\uFDD1";
const marks = /[\uFDD0\uFDD1]/;

/** A rendering taken apart: what its template says, and between each two pieces of it a value. */
export interface RenderedParts {
  /** One more than values. */
  literals: string[];
  values: string[];
}

let marked: { count: number } | null = null;

/**
 * What a value is written as. One that can't change how markup around it is read is marked: it is text,
 * has no line end that parsers rewrite, no hyphens that could end a comment, and begins with what is
 * no blank.
 */
export function writtenValue(value: string): string {
  if (marked === null || !isInert(value)) return value;
  marked.count++;
  return opening + value + closing;
}

const isInert = (value: string): boolean =>
  /^[^\s-]/.test(value) &&
  !/[<>"'\r\0\uFDD0-\uFDEF\uD800-\uDFFF]|--|-$/.test(value) &&
  !/&(?!(?:amp|lt|gt|quot|#34|#39);)/.test(value);

/** What `render` writes, taken apart; null where something else in it looks like a mark. */
export function takenApart(render: () => string): RenderedParts | null {
  const count = { count: 0 };
  marked = count;
  let whole: string;
  try {
    whole = render();
  } finally {
    marked = null;
  }
  const pieces = whole.split(marks);
  const parts: RenderedParts = { literals: [], values: [] };
  for (const [index, piece] of pieces.entries()) {
    (index % 2 === 0 ? parts.literals : parts.values).push(piece);
  }
  return parts.values.length === count.count && parts.values.every(isInert) ? parts : null;
}

/** What is captured is no writing yet: filters may look at it and change it. */
export function* unmarked<Yielded, Result>(
  work: Generator<Yielded, Result, string>,
): Generator<Yielded, Result, string> {
  const before = marked;
  marked = null;
  try {
    return yield* work;
  } finally {
    marked = before;
  }
}
