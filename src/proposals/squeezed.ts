/** Code without white space, kinds of quotes and commas in front of a closing bracket, which layout may change. */
export function squeezed(code: string): string {
  return code
    .replace(/\s+/g, '')
    .replaceAll('"', "'")
    .replace(/,(?=[)\]}])/g, '');
}
