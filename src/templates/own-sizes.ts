/** Comparisons of the size of an object with its own, which calculating with it does not change. */

/** What may stand in what is measured: names, numbers, arithmetic, and what gives an entry for each. */
const TOKEN = /\s*(?:(\.(?:T|transpose\(\)|copy\(\)))|(?:np|numpy)\.(?:sqrt|exp|log|abs|sin|cos|tan|tanh|square|log1p|expm1)(?=\()|([\p{L}_][\p{L}\d_]*)|[\d.]+|\*\*|[-+*/()])\s*/uy;

interface Size {
  readonly of: string;
  readonly names: ReadonlySet<string>;
  /** Whether the order of the dimensions is reversed. */
  readonly isTurned: boolean;
}

/**
 * Whether two sides of a comparison are the same size of one object, whatever it holds: `len(x)` and `len(x)`, `m.T.shape` and
 * `m.shape[::-1]`, `(a + b).shape` and `a.shape`. False for `len(df)` and `len(df.dropna())`, `a.T.shape` and `a.shape`, which say something.
 */
export function areOwnSizes(one: string, other: string): boolean {
  const [a, b] = [sizeIn(one), sizeIn(other)];
  if (a === null || b === null || a.of !== b.of || (a.of === 'shape' && a.isTurned !== b.isTurned)) return false;
  return [...a.names].every((name) => b.names.has(name)) || [...b.names].every((name) => a.names.has(name));
}

function sizeIn(source: string): Size | null {
  const text = source.trim();
  const length = /^len\((.*)\)$/su.exec(text);
  const member = /^(.*)\.(shape|size|ndim)(\[::-1\])?$/su.exec(text);
  const measured = length?.[1] ?? member?.[1];
  if (measured === undefined || (length !== null && /\.T|\.transpose/.test(measured))) return null;
  const names = new Set<string>();
  let turns = member?.[3] === undefined ? 0 : 1;
  for (let at = 0; at < measured.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(measured);
    if (found === null || found[0] === '') return null;
    if (found[1] !== undefined && found[1] !== '.copy()') turns += 1;
    if (found[2] !== undefined) {
      // A call may give anything.
      if (measured[TOKEN.lastIndex] === '(') return null;
      names.add(found[2]);
    }
  }
  return names.size === 0 ? null : { of: length === null ? (member?.[2] ?? '') : 'len', names, isTurned: turns % 2 === 1 };
}
