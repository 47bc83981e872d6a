import type { SyntaxNode } from '@lezer/common';
import type { PythonCell, PythonNotebook } from '../types.ts';
import { attributeOf, childrenOf, parametersOf, textOf, withoutParentheses } from './tree.ts';

/** A function, method or named lambda that the notebook itself defines. */
export interface OwnFunction {
  readonly name: string;
  readonly cell: PythonCell;
  /** The `Body` of a `def`, or the expression of a lambda. */
  readonly body: SyntaxNode;
  /** Without `self` for methods that are called on an object. */
  readonly parameters: readonly string[];
  /** Those of them that take any number of arguments. */
  readonly variadic: ReadonlySet<string>;
  /** Of a method: the name under which it knows its object. */
  readonly self: string | null;
  readonly decorators: readonly string[];
}

/** The functions and classes that a notebook defines, by name, wherever they stand. */
export interface OwnCode {
  readonly functions: ReadonlyMap<string, readonly OwnFunction[]>;
  /** Methods of all classes of the notebook, by the method's name. */
  readonly methods: ReadonlyMap<string, readonly OwnFunction[]>;
  readonly classes: ReadonlyMap<string, readonly OwnFunction[]>;
  /**
   * What a call may run of the notebook's own: the functions of that name, the constructors of a class,
   * or, for `x.name(…)`, every method of that name. Empty when it can only be foreign code.
   */
  called(cell: PythonCell, callee: SyntaxNode): readonly OwnFunction[];
  /** Whether the notebook defines a class of that name. */
  isClass(name: string): boolean;
}

type Registry = Map<string, OwnFunction[]>;

function register(registry: Registry, name: string, own: OwnFunction) {
  const list = registry.get(name);
  if (list) list.push(own);
  else registry.set(name, [own]);
}

export function readOwnCode(notebook: PythonNotebook): OwnCode {
  const functions: Registry = new Map();
  const methods: Registry = new Map();
  const classes: Registry = new Map();
  for (const cell of notebook.cells) {
    if (!cell.problem) readCell(cell, functions, methods, classes);
  }
  return {
    functions,
    methods,
    classes,
    isClass: (name) => classes.has(name),
    called(cell, callee) {
      const node = withoutParentheses(callee);
      if (node.name === 'VariableName') {
        const name = textOf(cell, node);
        return functions.get(name) ?? classes.get(name) ?? [];
      }
      const method = attributeOf(cell, node);
      return (method !== null && methods.get(method)) || [];
    },
  };
}

function readCell(cell: PythonCell, functions: Registry, methods: Registry, classes: Registry) {
  cell.tree.iterate({
    enter(ref) {
      if (ref.name === 'FunctionDefinition') readFunction(cell, ref.node, functions, methods, classes);
      else if (ref.name === 'ClassDefinition') {
        const name = ref.node.getChild('VariableName');
        if (name && !classes.has(textOf(cell, name))) classes.set(textOf(cell, name), []);
      } else if (ref.name === 'AssignStatement') readLambda(cell, ref.node, functions);
    },
  });
}

function readFunction(
  cell: PythonCell,
  node: SyntaxNode,
  functions: Registry,
  methods: Registry,
  classes: Registry,
) {
  const nameNode = node.getChild('VariableName');
  const body = node.getChild('Body');
  if (!nameNode || !body) return;
  const name = textOf(cell, nameNode);
  const wrapper = node.parent?.name === 'DecoratedStatement' ? node.parent : node;
  const decorators = childrenOf(wrapper)
    .filter((child) => child.name === 'Decorator')
    .map((child) => textOf(cell, child));
  const owner = wrapper.parent?.name === 'Body' ? wrapper.parent.parent : null;
  const parameters = parametersOf(cell, node);
  const variadic = variadicOf(cell, node);
  if (owner?.name !== 'ClassDefinition') {
    register(functions, name, { name, cell, body, parameters, variadic, self: null, decorators });
    return;
  }
  const free = decorators.some((decorator) => decorator.includes('staticmethod'));
  const self = free ? null : (parameters[0] ?? null);
  const own: OwnFunction = {
    name,
    cell,
    body,
    parameters: free ? parameters : parameters.slice(1),
    variadic,
    self,
    decorators,
  };
  register(methods, name, own);
  const className = owner.getChild('VariableName');
  if (className && (name === '__init__' || name === '__post_init__'))
    register(classes, textOf(cell, className), own);
}

function readLambda(cell: PythonCell, node: SyntaxNode, functions: Registry) {
  const value = node.lastChild;
  const name = node.firstChild;
  if (value?.name !== 'LambdaExpression' || name?.name !== 'VariableName' || !value.lastChild) return;
  const text = textOf(cell, name);
  const parameters = parametersOf(cell, value);
  register(functions, text, {
    name: text,
    cell,
    body: value.lastChild,
    parameters,
    variadic: variadicOf(cell, value),
    self: null,
    decorators: [],
  });
}

function variadicOf(cell: PythonCell, owner: SyntaxNode): Set<string> {
  const list = owner.getChild('ParamList');
  if (!list) return new Set();
  const stars = childrenOf(list).filter((child) => child.name === '*' || child.name === '**');
  return new Set(stars.flatMap(({ nextSibling: name }) => (name ? [textOf(cell, name)] : [])));
}
