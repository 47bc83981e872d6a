import { parser } from '@lezer/python';

const SIMPLE = new Set([
  'StatementGroup',
  'ExpressionStatement',
  'AssignStatement',
  'UpdateStatement',
  'DeleteStatement',
  'PassStatement',
  'AssertStatement',
  'ImportStatement',
  'RaiseStatement',
  'ScopeStatement',
]);

/** Whether the text is Python that may stand behind a `;`: statements of one line, without errors. */
export function isSimpleCode(text: string): boolean {
  const tree = parser.parse(text);
  const cursor = tree.cursor();
  do {
    if (cursor.type.isError) return false;
  } while (cursor.next());
  let count = 0;
  for (let node = tree.topNode.firstChild; node !== null; node = node.nextSibling) {
    if (node.name === 'Comment') continue;
    if (!SIMPLE.has(node.name)) return false;
    count++;
  }
  return count === 1;
}
