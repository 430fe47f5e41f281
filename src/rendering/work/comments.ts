/** A comment of HTML: where it begins, and where what is behind it does. */
interface Comment {
  begin: number;
  end: number;
}

/**
 * The comments of HTML or MJML, one after the other. Not by a pattern: that would look for an end
 * from each beginning that has none.
 */
export function* commentsIn(markup: string): Generator<Comment, void> {
  let begin = markup.indexOf("<!--");
  while (begin !== -1) {
    const closing = markup.indexOf("-->", begin + 4);
    if (closing === -1) return;
    const end = closing + "-->".length;
    yield { begin, end };
    begin = markup.indexOf("<!--", end);
  }
}

/** With each comment, its marks included, replaced. */
export function replaceComments(
  markup: string,
  replace: (comment: string, at: number) => string,
): string {
  let written = "";
  let after = 0;
  for (const { begin, end } of commentsIn(markup)) {
    written += markup.slice(after, begin) + replace(markup.slice(begin, end), begin);
    after = end;
  }
  return written + markup.slice(after);
}
