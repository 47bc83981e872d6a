/** What can be wrong with data and code: the faults that asserts are measured by. */

import type { Check } from '../../templates/index.ts';

/** Faults of data, put into live objects of a kernel by faults.py. */
export const DATA_FAULTS = [
  {
    id: 'rows-dropped',
    summary: 'a fifth of the rows is missing, as in a file that was cut off or filtered',
    checks: ['shape', 'existence', 'data-distribution'],
  },
  {
    id: 'rows-repeated',
    summary: 'a fifth of the rows stands there twice, as after loading a file twice',
    checks: ['shape', 'data-validation'],
  },
  {
    id: 'nulls',
    summary: 'a fifth of the values of a column is missing',
    checks: ['missing-value'],
  },
  {
    id: 'outliers',
    summary: 'some values of a column lie ten times beyond its largest, as typing errors do',
    checks: ['data-distribution', 'data-validation', 'spot-check'],
  },
  {
    id: 'unit-change',
    summary: 'a column is in another unit: a hundred or a thousand times larger or smaller',
    checks: ['data-distribution', 'data-validation', 'spot-check'],
  },
  { id: 'column-dropped', summary: 'a column is missing', checks: ['shape', 'existence'] },
  { id: 'column-renamed', summary: 'a column has another name', checks: ['existence', 'type'] },
  { id: 'column-retyped', summary: 'a column of numbers was read as text', checks: ['type'] },
  {
    id: 'column-shuffled',
    summary: 'the values of a column no longer belong to their rows, as after a wrong join',
    checks: ['data-relationship', 'model-performance'],
  },
  {
    id: 'label-noise',
    summary: 'a fifth of the labels is wrong',
    checks: ['model-performance', 'data-relationship', 'data-distribution'],
  },
  {
    id: 'leakage',
    summary: 'half of the held-out rows come from the training data',
    checks: ['data-leakage', 'model-performance'],
  },
] as const satisfies readonly FaultKindShape[];

/** Faults of code: an edit of the notebook's cells. */
export const CODE_FAULTS = [
  {
    id: 'hyper-parameter',
    summary: 'a hyper-parameter has another value, or its default',
    checks: ['model-performance', 'model-training', 'network-architecture'],
  },
  { id: 'metric-swapped', summary: 'another metric is computed', checks: ['model-performance'] },
  {
    id: 'scored-on-training',
    summary: 'a model is judged by the data that it was trained with',
    checks: ['model-performance', 'data-leakage'],
  },
  {
    id: 'step-removed',
    summary: 'a cleaning step is left out',
    checks: ['missing-value', 'shape', 'data-validation', 'data-distribution'],
  },
] as const satisfies readonly FaultKindShape[];

/** Changes of data that are none: an assert that fails on one raises a false alarm. */
export const HEALTHY_VARIATIONS = [
  { id: 'rows-reordered', summary: 'the same rows in another order', checks: [] },
  { id: 'rows-resampled', summary: 'a few rows more, of the same kind', checks: [] },
] as const satisfies readonly FaultKindShape[];

interface FaultKindShape {
  readonly id: string;
  /** What is wrong, in half a sentence. */
  readonly summary: string;
  /** Checks that such a fault is about: an assert of one of them may be expected to notice. */
  readonly checks: readonly Check[];
}

export type DataFaultId = (typeof DATA_FAULTS)[number]['id'];
export type CodeFaultId = (typeof CODE_FAULTS)[number]['id'];
export type VariationId = (typeof HEALTHY_VARIATIONS)[number]['id'];

export interface FaultKind extends FaultKindShape {
  readonly id: DataFaultId | CodeFaultId;
}

/** All kinds of fault, those of data first. */
export const FAULT_KINDS: readonly FaultKind[] = [...DATA_FAULTS, ...CODE_FAULTS];

/** The kinds of fault that an assert of one of these checks may be expected to notice. */
export function faultsAbout(checks: readonly Check[]): FaultKind[] {
  return FAULT_KINDS.filter((kind) => kind.checks.some((check) => checks.includes(check)));
}

/** A fault, or a healthy variation, of named objects. The same seed gives the same fault. */
export interface DataFault {
  readonly kind: DataFaultId | VariationId;
  /** Names whose objects belong together: `X` and `y` lose the same rows. Those that hold no data are passed over. */
  readonly names: readonly string[];
  /** A whole number from 0 on. */
  readonly seed: number;
  /** The column to corrupt; otherwise the seed picks one that the fault makes sense for. */
  readonly column?: string;
}

/** The same at a place in a notebook: directly behind the statement that binds the objects. */
export interface DataFaultInCell extends DataFault {
  /** Index among all cells, from 0. */
  readonly cell: number;
  /** See `Binding.statement`. */
  readonly statement: number;
  /** Line of that statement, from 1. */
  readonly line: number;
}

/** A fault of code. */
export interface CodeFault {
  readonly kind: CodeFaultId;
  /** Index of the cell in which it shows first, from 0. */
  readonly cell: number;
  readonly line: number;
  /** In no order; they do not overlap. `from` and `to` are offsets into the source of the cell. */
  readonly edits: readonly {
    readonly cell: number;
    readonly from: number;
    readonly to: number;
    readonly text: string;
  }[];
  /** "`C=10` became `C=0.1`"; Markdown. */
  readonly what: string;
  /** Python that is true where the fault changes nothing, such as leaving out what is the default anyway; null: it always does. */
  readonly idleIf: string | null;
}

export type Fault = DataFaultInCell | CodeFault;

export function isCodeFault(fault: Fault): fault is CodeFault {
  return 'edits' in fault;
}
