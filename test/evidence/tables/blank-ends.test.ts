import { expect, test } from 'vitest';
import { readBundle } from '../../../src/evidence/index.ts';

function html(columns: readonly string[]): string {
  const names = columns.map((name) => `<th>${name}</th>`).join('');
  const cells = columns.map(() => '<td>1</td>').join('');
  return `<table border="1" class="dataframe"><thead><tr><th></th>${names}</tr></thead><tbody><tr><th>0</th>${cells}</tr></tbody></table>`;
}

/** What pandas prints for these columns, each checked against pandas. */
test.each([
  ['names without blanks', ['day', 'Rain'], '   day  Rain\n0    1   2.5', undefined],
  ['a value goes on where the name ends', ['Rain', 'FFMC'], '   Rain   FFMC\n0    2.5     1', ['columns']],
  ['the last name, with blanks behind it', ['day', 'Classes'], '   day Classes  \n0    1      fire', ['columns']],
  ['a wrapped table ends its lines with two blanks', ['day', 'Rain'], '   day  \\\n0    1   \n\n   Rain  \n0     1  ', undefined],
  ['a wrapped table and a name with blanks', ['day', 'Rain'], '   day  \\\n0    1   \n\n   Rain    \n0     1  ', ['columns']],
  ['the name of the index stands below', ['Open', 'Close'], '            Open  Close\nDate                   \n2010-01-01   1.5    2.5', undefined],
  ['a line that counts', ['a', 'b'], '   a  b\n0  1  2\n\n[500 rows x 2 columns]', undefined],
  ['numbers are too easily taken for others', ['1', '10'], '    1   10\n0  1.5  2.5', ['columns']],
])('%s', (_name, columns, plain, doubtful) => {
  const table = readBundle({ 'text/html': html(columns), 'text/plain': plain });
  expect(table.kind === 'table' ? table.doubtfulLabels : 'no table').toEqual(doubtful);
});
