import type { SyntaxNode } from '@lezer/common';
import { argumentsOf } from '../skeleton/nodes.ts';
import { calledName } from '../skeleton/slots.ts';
import { QUIET_METHODS } from './quiet-methods.ts';
import type { Definition, Surroundings } from './surroundings.ts';

/** What a call may do to stdout. */
export type Voice =
  | { readonly kind: 'quiet' }
  | { readonly kind: 'print' | 'pprint' | 'display' }
  /** Runs the body of a function of the notebook. */
  | { readonly kind: 'function'; readonly definition: Definition }
  /** May write anything, or nothing. */
  | { readonly kind: 'any' }
  /** The same, only because nothing is known about it. */
  | { readonly kind: 'unknown' };

const QUIET: Voice = { kind: 'quiet' };
const ANY: Voice = { kind: 'any' };
const UNKNOWN: Voice = { kind: 'unknown' };

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

const QUIET_BUILTINS =
  words(`abs all any ascii bin bool bytearray bytes callable chr classmethod compile complex
  delattr dict dir divmod enumerate filter float format frozenset getattr globals hasattr hash hex id int isinstance
  issubclass iter len list locals map max memoryview min next object oct open ord pow property range repr reversed round
  set setattr slice sorted staticmethod str sum super tuple type vars zip clear_output get_ipython
  Exception ValueError TypeError KeyError IndexError RuntimeError AssertionError NotImplementedError`);

/** Modules whose functions return what they have to say. */
const QUIET_MODULES =
  words(`pandas numpy scipy sklearn matplotlib mpl_toolkits seaborn math random statistics re os sys
  time datetime collections itertools functools json csv copy string pathlib glob pickle joblib warnings operator decimal
  fractions typing io gc types uuid hashlib logging dateutil pytz calendar bisect heapq struct zipfile tarfile shutil
  tempfile urllib requests bs4 PIL skimage imageio cv2 sympy networkx plotly altair bokeh IPython torch tensorflow keras tf_keras
  torchvision nltk gensim polars pyarrow sqlite3 sqlalchemy statsmodels patsy xgboost lightgbm catboost shap missingno
  __future__ enum dataclasses abc contextlib inspect traceback platform secrets textwrap unicodedata difflib base64`);

/** Functions and methods that print, whatever they belong to. */
const LOUD =
  words(`info summary show_versions show_config download fetch get_file urlretrieve write writelines print_topics
  print_report run main train system help pprint print pp print_exc print_stack test evaluate load_data tune search cv
  summarize print_summary plot_model show_weights set_trace disp`);

const PRINT_SUMMARIES = ['keras', 'tf_keras', 'tensorflow', 'torchsummary', 'torchinfo', 'pyspark', 'lifelines'];

/** Of a module of torch, without arguments. */
const TORCH_MODES = words('train eval');

/** With these about, `fit` and its kin report progress on stdout. */
const TRAINERS = words(
  'keras tf_keras tensorflow torch xgboost lightgbm catboost fastai tpot pytorch_lightning transformers pymc3 pymc prophet fbprophet hyperopt optuna gensim sgd',
);

/** What one call may write, as far as the code tells. */
export function voiceOf(call: SyntaxNode, source: string, cell: number, around: Surroundings): Voice {
  const callee = call.firstChild;
  if (callee === null || callee.name === 'LambdaExpression') return ANY;
  const args = argumentsOf(call.getChild('ArgList'), source);
  if (isVerbose(args, source) || passesPrinter(args, source, cell, around)) return ANY;
  if (callee.name === 'VariableName')
    return nameVoice(source.slice(callee.from, callee.to), cell, call.from, around);
  if (callee.name === 'MemberExpression') return memberVoice(call, callee, source, cell, around);
  return callee.name === 'CallExpression' && isMade(callee, source, cell, around) ? QUIET : ANY;
}

/** `layers.Dense(4)` of `layers.Dense(4)(x)`: an instance of a class that is quiet. */
function isMade(call: SyntaxNode, source: string, cell: number, around: Surroundings): boolean {
  return /^[A-Z]/.test(calledName(call, source) ?? '') && voiceOf(call, source, cell, around).kind === 'quiet';
}

function isVerbose(args: ReturnType<typeof argumentsOf>, source: string): boolean {
  return args.some(({ keyword, node }) => {
    if (keyword !== 'verbose' && keyword !== 'verbosity') return false;
    return !/^(?:0|False|None|-1)$/.test(source.slice(node.from, node.to));
  });
}

/** `fit(disp=0)` of statsmodels. */
function isSilenced(call: SyntaxNode, source: string): boolean {
  return argumentsOf(call.getChild('ArgList'), source).some(
    ({ keyword, node }) => keyword === 'disp' && /^(?:0|False)$/.test(source.slice(node.from, node.to)),
  );
}

/** A function of the notebook that prints and is handed on (`df.apply(show)`) may be called any number of times. */
function passesPrinter(
  args: ReturnType<typeof argumentsOf>,
  source: string,
  cell: number,
  around: Surroundings,
): boolean {
  return args.some(({ node }) => {
    if (node.name === 'LambdaExpression') return /\bprint\b/.test(source.slice(node.from, node.to));
    if (node.name !== 'VariableName') return false;
    const name = source.slice(node.from, node.to);
    if (name === 'print' || name === 'display') return true;
    const definition = around.definition(name, cell, node.from);
    return definition !== null && definition.kind === 'function' && mayPrint(definition);
  });
}

function nameVoice(name: string, cell: number, offset: number, around: Surroundings): Voice {
  const definition = around.definition(name, cell, offset);
  if (definition !== null) {
    if (definition.kind === 'class') return mayPrint(definition) ? ANY : QUIET;
    return definition.node.parent?.name === 'DecoratedStatement' && mayPrint(definition)
      ? ANY
      : { kind: 'function', definition };
  }
  const imported = around.imported(name);
  if (imported !== null) return moduleVoice(imported);
  if (name === 'print' || name === 'display') return { kind: name };
  if (QUIET_BUILTINS.has(name) || around.instances.has(name)) return QUIET;
  return LOUD.has(name) ? ANY : UNKNOWN;
}

function moduleVoice(dotted: string): Voice {
  if (dotted === 'pprint.pprint' || dotted === 'pprint.pp') return { kind: 'pprint' };
  if (/^IPython\.(?:core\.)?display(?:_functions)?\.display$/.test(dotted)) return { kind: 'display' };
  const parts = dotted.split('.');
  if (LOUD.has(parts.at(-1)!) || dotted.startsWith('sys.stdout')) return ANY;
  return QUIET_MODULES.has(parts[0]!) ? QUIET : UNKNOWN;
}

function memberVoice(
  call: SyntaxNode,
  callee: SyntaxNode,
  source: string,
  cell: number,
  around: Surroundings,
): Voice {
  const method = calledName(call, source);
  if (method === null) return ANY;
  const dotted = dottedName(callee, source);
  const root = dotted?.split('.')[0];
  const module =
    root === undefined || around.definition(root, cell, call.from) ? null : around.imported(root);
  if (module !== null && dotted !== null) {
    const voice = moduleVoice(module + dotted.slice(root!.length));
    if (voice.kind !== 'any' && voice.kind !== 'unknown') return voice;
    // A class method of an unknown module can still be one that is quiet everywhere.
  }
  if (around.methods.has(method)) return ANY;
  // statsmodels returns its summary, to be printed; others print theirs.
  if (method === 'summary' && around.modules.has('statsmodels') && !PRINT_SUMMARIES.some((name) => around.modules.has(name)))
    return UNKNOWN;
  if (/^(?:partial_)?fit(?:_|$)/.test(method) || method === 'predict' || method === 'predict_proba') {
    if (around.modules.has('statsmodels') && around.optimizes && !isSilenced(call, source)) return ANY;
    return [...TRAINERS].some((trainer) => around.modules.has(trainer)) ? ANY : QUIET;
  }
  if (TORCH_MODES.has(method) && around.modules.has('torch') && call.getChild('ArgList')?.firstChild?.nextSibling?.name === ')')
    return QUIET;
  if (QUIET_METHODS.has(method) && module === null) return QUIET;
  return LOUD.has(method) ? ANY : UNKNOWN;
}

/** `a.b.c` as written; null when the expression is no chain of names. */
function dottedName(node: SyntaxNode, source: string): string | null {
  for (let at: SyntaxNode | null = node; at !== null; at = at.firstChild) {
    if (at.name === 'VariableName') return source.slice(node.from, node.to).replace(/\s+/g, '');
    if (at.name !== 'MemberExpression' || at.lastChild?.name !== 'PropertyName') return null;
  }
  return null;
}

const printers = new WeakMap<SyntaxNode, boolean>();

/** Whether the source of a definition names something that prints. */
function mayPrint({ node, cell }: Definition): boolean {
  const before = printers.get(node);
  if (before !== undefined) return before;
  const answer = /\b(?:p?print|pp|write|display|info|summary|fit|verbose|system|tqdm|%time)\b/.test(
    cell.code.slice(node.from, node.to),
  );
  printers.set(node, answer);
  return answer;
}
