/** What a saved output says, as typed values. A tagged union on `kind`. Nothing is claimed about what was cut. */
export type Evidence =
  | Scalar
  | Sequence
  | Mapping
  | Table
  | Series
  | ArrayRepr
  | DtypeName
  | TypeName
  | ObjectRepr
  | Report
  | Figure
  | Text;
export type EvidenceKind = Evidence['kind'];

export interface Scalar {
  readonly kind: 'scalar';
  readonly type:
    | 'int'
    | 'float'
    | 'bool'
    | 'str'
    | 'none'
    | 'complex'
    | 'timestamp'
    | 'timedelta'
    | 'decimal';
  /** An integer beyond 2^53, a complex number, a date: as text. `nan`, `inf`: the number. Percent is scaled back (`12.3%` → 0.123). */
  readonly value: number | string | boolean | null;
  /** As it stood in the output. */
  readonly text: string;
  /** Half a unit of the last printed place, where the value was rounded for display (`0.83` → 0.005); 0 when it is exact. */
  readonly precision: number;
  /** `numpy.float64` and the like, where the repr says so; null when not known. */
  readonly class: string | null;
}

export interface Sequence {
  readonly kind: 'sequence';
  /** `index` is a pandas Index. */
  readonly type:
    | 'tuple'
    | 'list'
    | 'set'
    | 'frozenset'
    | 'index'
    | 'size'
    | 'keys'
    | 'values'
    | 'items'
    | 'range'
    | 'other';
  readonly items: readonly Evidence[];
  /** True when items were cut out of the output; `items` then holds those in front of the cut. */
  readonly truncated: boolean;
  /** Known length, also when truncated; null when not known. */
  readonly length: number | null;
  readonly dtype: string | null;
  readonly name: string | null;
  /** For an `index`: `RangeIndex`, `MultiIndex`, … */
  readonly class?: string;
  /** Names of the levels of a MultiIndex, where the repr shows them. */
  readonly names?: readonly (string | null)[];
}

export interface Mapping {
  readonly kind: 'mapping';
  readonly type: 'dict' | 'defaultdict' | 'Counter' | 'OrderedDict' | 'other';
  readonly entries: readonly (readonly [key: Evidence, value: Evidence])[];
  readonly truncated: boolean;
}

/** A label of a row or column; several levels as an array. */
export type Label = string | number | readonly (string | number)[];

export interface Table {
  readonly kind: 'table';
  readonly library: 'pandas' | 'polars' | 'spark' | 'html' | 'text';
  /** The columns shown. Complete unless `truncatedColumns`. */
  readonly columns: readonly Label[];
  readonly columnsName: string | null;
  /** Labels of the rows shown; null when the table has no index. */
  readonly index: readonly Label[] | null;
  readonly indexNames: readonly (string | null)[];
  /** Cell texts, row by row, as displayed (pandas rounds to 6 digits). */
  readonly rows: readonly (readonly string[])[];
  /** Rows and columns of the whole table; null where the output does not say. */
  readonly shape: readonly [rows: number | null, columns: number | null];
  readonly truncatedRows: boolean;
  readonly truncatedColumns: boolean;
  /**
   * Axes of which the output does not say whether a label is a number or the text of one:
   * `2012` may be `2012` or `'2012'`; or whether a column's name ends with blanks. Absent when there is no doubt.
   */
  readonly doubtfulLabels?: readonly ('columns' | 'index')[];
}

export interface Series {
  readonly kind: 'series';
  readonly index: readonly Label[];
  readonly indexNames: readonly (string | null)[];
  /** Parsed values of the rows shown. */
  readonly values: readonly Evidence[];
  readonly name: string | null;
  readonly dtype: string | null;
  readonly length: number | null;
  readonly truncated: boolean;
  /** As for a table. */
  readonly doubtfulLabels?: readonly 'index'[];
}

export interface ArrayRepr {
  readonly kind: 'array';
  /** `scipy`: a sparse matrix, of which no values are shown. */
  readonly library: 'numpy' | 'torch' | 'tensorflow' | 'jax' | 'scipy';
  readonly shape: readonly number[] | null;
  /** As shown; where NumPy leaves out a default dtype, that one: `int` (NumPy's default integer differs between platforms), `float64`, … */
  readonly dtype: string | null;
  /** All values in row-major order; null when truncated or too many to be worth keeping (more than 10 000). */
  readonly values: readonly (number | boolean | string)[] | null;
  readonly truncated: boolean;
  /** Half a unit of the last printed place; 0 for integers and booleans. */
  readonly precision: number;
}

export interface DtypeName {
  readonly kind: 'dtype';
  readonly name: string;
}

/** The repr of a class: `<class 'pandas.core.frame.DataFrame'>`. */
export interface TypeName {
  readonly kind: 'type';
  /** Dotted, as shown. */
  readonly name: string;
}

/** `LogisticRegression(C=1.0)`, `<matplotlib.axes.Axes at 0x7f…>`, `device(type='cuda')`. */
export interface ObjectRepr {
  readonly kind: 'object';
  readonly class: string;
  readonly parameters: Readonly<Record<string, Evidence>>;
  /** True when the repr holds a memory address, so that the text differs on every run. */
  readonly address: boolean;
  readonly text: string;
}

export interface Report {
  readonly kind: 'report';
  readonly report:
    | 'info'
    | 'classification'
    | 'model-summary'
    | 'module'
    | 'training-log'
    | 'timing'
    | 'regression-summary';
  /** Named numbers and tables of the report; each report's reader documents its own. */
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface Figure {
  readonly kind: 'figure';
  readonly mime: string;
}

/** Text of which nothing more is known. */
export interface Text {
  readonly kind: 'text';
  readonly text: string;
}
