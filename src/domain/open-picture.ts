/** The picture at the end of a mail, by which one learns that it was opened. */
export function openPicture(url: string): string {
  return `<img src="${url}" width="1" height="1" alt="" style="border:0">`;
}

const picture =
  /<img src="[^"<>\s]+\/o\/[\w-]{43}\.gif" width="1" height="1" alt="" style="border:0">/g;

/** A mail as whoever is not its recipient looks at it: that is no opening. */
export function withoutOpenPicture(html: string): string {
  return html.replaceAll(picture, "");
}
