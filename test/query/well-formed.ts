/** A text as UTF-8 can say it: halves of characters that stand alone become U+FFFD. */
export function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}
