import { smsSegments } from "../../../../src/domain/sms-segments.ts";

const tags = /\{\{[^{}]*\}\}|\{%[^{}%]*%\}/g;

/** How a text is counted as SMS while it is written: what its variables will say can't be known. */
export function smsCount(text: string): string {
  const written = text.replaceAll(tags, "");
  const { encoding, segments, units, left } = smsSegments(written);
  const room = units === 0 ? "" : `, ${left} more fit`;
  const count = `${segments} ${segments === 1 ? "segment" : "segments"} (${encoding}), ${units} characters${room}`;
  return written === text ? count : `${count}; without what its variables say`;
}
