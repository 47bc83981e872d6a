import type { SyntaxNode } from '@lezer/common';
import type { PythonCell, PythonNotebook } from '../../../python/index.ts';

/** A function or class of the notebook itself. */
export interface Definition {
  readonly kind: 'function' | 'class';
  readonly node: SyntaxNode;
  readonly cell: PythonCell;
}

/** What the code around a cell says about the names it calls. */
export interface Surroundings {
  /** The definition in force at an offset of a cell: the last one in front of it, or else the last one of the cell (for calls in functions). */
  definition(name: string, cell: number, offset: number): Definition | null;
  /** Dotted name that an imported name stands for (`plt` → `matplotlib.pyplot`); null when no import binds it. */
  imported(name: string): string | null;
  /** Whether a model of statsmodels is made that reports on its optimization when it is fitted. */
  readonly optimizes: boolean;
  /** First parts of all imported modules. */
  readonly modules: ReadonlySet<string>;
  /**
   * Names that hold, wherever they are assigned, an instance of a class of a quiet module or of the notebook itself, or
   * a lambda; and of which the code says that calling them prints nothing: `model = nn.Linear(1, 2)`, `model(X)`.
   */
  readonly instances: ReadonlySet<string>;
  /** Methods of the notebook's own classes. */
  readonly methods: ReadonlySet<string>;
}

const known = new WeakMap<object, Surroundings>();

/** Reads imports and definitions of all cells of a notebook, or of the one cell when there is no more. Kept as long as the notebook lives. */
export function surroundingsOf(cell: PythonCell, notebook: PythonNotebook | undefined): Surroundings {
  const owner = notebook ?? cell;
  const before = known.get(owner);
  if (before) return before;
  const found = gather(notebook?.cells ?? [cell]);
  known.set(owner, found);
  return found;
}

const OPTIMIZERS =
  /\b(?:logit|probit|mnlogit|poisson|negativebinomial\w*|phreg|mixedlm|ar|arma|s?arimax?|varmax?|exponentialsmoothing|unobservedcomponents|zeroinflated\w*)\s*\(/i;

function gather(cells: readonly PythonCell[]): Surroundings {
  const definitions = new Map<string, Definition[]>();
  const imports = new Map<string, string>();
  const methods = new Set<string>();
  const assigned = new Map<string, boolean>();
  const modules = new Set<string>();
  for (const cell of cells) {
    if (cell.problem !== null) continue;
    const text = (node: SyntaxNode) => cell.code.slice(node.from, node.to);
    cell.tree.iterate({
      enter(ref) {
        const { name } = ref;
        if (name === 'ImportStatement') {
          readImport(ref.node, text, imports, modules);
          return false;
        }
        if (name === 'AssignStatement') noteInstance(ref.node, text, assigned, definitions, imports);
        if (name !== 'FunctionDefinition' && name !== 'ClassDefinition') return true;
        const label = ref.node.getChild('VariableName');
        if (label === null) return true;
        if (inClass(ref.node)) methods.add(text(label));
        else {
          const kind = name === 'ClassDefinition' ? 'class' : 'function';
          const list = definitions.get(text(label)) ?? [];
          definitions.set(text(label), [...list, { kind, node: ref.node, cell }]);
        }
        return true;
      },
    });
  }
  return {
    definition: (name, index, offset) => {
      const all = definitions.get(name)?.filter(({ cell }) => cell.index <= index) ?? [];
      return all.findLast(({ cell, node }) => cell.index < index || node.from < offset) ?? all.at(-1) ?? null;
    },
    imported: (name) => imports.get(name) ?? null,
    optimizes: cells.some(({ code }) => OPTIMIZERS.test(code)),
    modules,
    instances: new Set([...assigned].flatMap(([name, quiet]) => (quiet ? [name] : []))),
    methods,
  };
}

/** Modules of callable things: layers, losses, metrics. */
const CALLABLE = /^(?:torch|torchvision|torchmetrics|tensorflow|keras|numpy|scipy)\./;

/** Whether what is assigned to a name can be called without a word; a single assignment of anything else says no for all. */
function noteInstance(
  node: SyntaxNode,
  text: (node: SyntaxNode) => string,
  assigned: Map<string, boolean>,
  definitions: ReadonlyMap<string, readonly Definition[]>,
  imports: ReadonlyMap<string, string>,
): void {
  const [target, value] = [node.firstChild, node.lastChild];
  if (target?.name !== 'VariableName' || value === null) return;
  if (target.nextSibling?.name !== 'AssignOp') {
    for (let at: SyntaxNode | null = target; at && at.name !== 'AssignOp'; at = at.nextSibling) assigned.set(text(at), false);
    return;
  }
  const name = text(target);
  let root = value;
  while (root.firstChild !== null && (root.name === 'CallExpression' || root.name === 'MemberExpression')) root = root.firstChild;
  const quiet = (): boolean => {
    if (value.name === 'LambdaExpression') return !/\bprint\b/.test(text(value));
    if (value.name !== 'CallExpression' || root.name !== 'VariableName') return false;
    const made = definitions.get(text(root))?.at(-1);
    if (made !== undefined) {
      const body = made.cell.code.slice(made.node.from, made.node.to);
      return made.kind === 'class' && !/\b(?:print|display)\b/.test(body);
    }
    return CALLABLE.test(`${imports.get(text(root)) ?? ''}.`);
  };
  assigned.set(name, quiet() && assigned.get(name) !== false);
}

function inClass(node: SyntaxNode): boolean {
  const outer = node.parent?.name === 'DecoratedStatement' ? node.parent.parent : node.parent;
  return outer?.parent?.name === 'ClassDefinition';
}

/** `import a.b as c, d` and `from a.b import c as d`. */
function readImport(
  node: SyntaxNode,
  text: (node: SyntaxNode) => string,
  imports: Map<string, string>,
  modules: Set<string>,
): void {
  const from = node.firstChild?.name === 'from';
  let module = '';
  let dotted = '';
  let afterImport = false;
  const bind = (alias: string | null) => {
    if (dotted === '') return;
    const full = from ? `${module}.${dotted}` : dotted;
    const root = full.split('.')[0]!;
    modules.add(root);
    imports.set(alias ?? (from ? dotted : root), alias === null && !from ? root : full);
    dotted = '';
  };
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name === 'import') {
      afterImport = true;
      module = dotted;
      dotted = '';
    } else if (child.name === 'as') {
      const alias = child.nextSibling;
      if (alias === null) return;
      bind(text(alias));
      child = alias;
    } else if (child.name === ',') bind(null);
    else if (child.name === 'VariableName') {
      if (!from || !afterImport) dotted = dotted === '' ? text(child) : `${dotted}.${text(child)}`;
      else dotted = text(child);
    }
  }
  bind(null);
}
