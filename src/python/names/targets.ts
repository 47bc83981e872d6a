import type { SyntaxNode } from '@lezer/common';
import type { Slot } from './scopes.ts';

/** What an assignment gives to one name. Without `value` it is not known which expression that is. */
export interface Target {
  readonly name: SyntaxNode;
  readonly value: SyntaxNode | null;
  readonly slots: readonly Slot[];
}

/** One item of a list separated by commas. */
interface Item {
  readonly node: SyntaxNode;
  readonly starred: boolean;
}

/** Items separated by commas; `commas` tells a tuple of one from a plain expression. */
interface Items {
  readonly items: readonly Item[];
  readonly commas: boolean;
}

/** Reads an `AssignStatement`: every plain name it binds, with its part of the value. `a.b =` and `a[0] =` bind no name. */
export function readAssignment(statement: SyntaxNode): Target[] {
  const groups = groupsOf(statement);
  if (groups.length < 2) {
    // `x: int` binds nothing; a tuple here is the rest of a statement that was not understood
    const only = groups[0]?.items[0]?.node;
    return only?.name === 'VariableName' || only === undefined ? [] : unknown(targetNames([only]));
  }
  const value = groups.pop()!;
  return groups.flatMap((group) => bind(group, value));
}

function groupsOf(statement: SyntaxNode): Items[] {
  const groups: SyntaxNode[][] = [[]];
  for (let child = statement.firstChild; child; child = child.nextSibling) {
    if (child.name === 'AssignOp') groups.push([]);
    else if (child.name !== 'TypeDef') groups[groups.length - 1]!.push(child);
  }
  return groups.map(readItems);
}

function readItems(nodes: readonly SyntaxNode[]): Items {
  const items: Item[] = [];
  let commas = false;
  let starred = false;
  for (const node of nodes) {
    if (node.name === ',') commas = true;
    else if (node.name === '*') starred = true;
    else if (isExpression(node)) {
      items.push({ node, starred });
      starred = false;
    }
  }
  return { items, commas };
}

function isExpression(node: SyntaxNode): boolean {
  return !node.type.isError && node.name !== 'Comment' && /^[A-Z]/.test(node.name);
}

/** Pairs targets with values as far as both are written out; what is deeper becomes slots. */
function bind(targets: Items, value: Items): Target[] {
  const found: Target[] = [];
  const work: { targets: Items; value: Items; slots: readonly Slot[] }[] = [{ targets, value, slots: [] }];
  for (let job = work.pop(); job !== undefined; job = work.pop()) {
    const single = job.targets.commas ? undefined : job.targets.items[0];
    if (single !== undefined && !single.starred) {
      const inner = innerItems(single.node);
      if (inner !== null) work.push({ ...job, targets: inner });
      else if (single.node.name === 'VariableName') found.push(named(single.node, job.value, job.slots));
      continue;
    }
    const nodes = job.targets.items.map((item) => item.node);
    const whole = wholeOf(job.value);
    const parts = job.slots.length > 0 ? null : job.value.commas ? job.value : whole && innerItems(whole);
    if (job.targets.items.some((item) => item.starred)) found.push(...unknown(targetNames(nodes)));
    else if (parts?.items.length === nodes.length && !parts.items.some((item) => item.starred)) {
      for (let index = nodes.length - 1; index >= 0; index--)
        work.push({ targets: alone(nodes[index]!), value: alone(parts.items[index]!.node), slots: [] });
    } else if (whole === null) found.push(...unknown(targetNames(nodes)));
    else {
      for (let index = nodes.length - 1; index >= 0; index--)
        work.push({
          targets: alone(nodes[index]!),
          value: job.value,
          slots: [...job.slots, { index, of: nodes.length }],
        });
    }
  }
  return found;
}

function named(name: SyntaxNode, value: Items, slots: readonly Slot[]): Target {
  return { name, value: wholeOf(value), slots };
}

function wholeOf(value: Items): SyntaxNode | null {
  const first = value.items[0];
  return value.commas || value.items.length !== 1 || first === undefined || first.starred ? null : first.node;
}

function alone(node: SyntaxNode): Items {
  return { items: [{ node, starred: false }], commas: false };
}

/** Items of a written tuple or list; parentheses around one target count for nothing. */
function innerItems(node: SyntaxNode): Items | null {
  const tuple = node.name === 'TupleExpression' || node.name === 'ArrayExpression';
  if (!tuple && node.name !== 'ParenthesizedExpression') return null;
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  const items = readItems(children);
  return tuple ? { items: items.items, commas: true } : items;
}

function unknown(names: readonly SyntaxNode[]): Target[] {
  return names.map((name) => ({ name, value: null, slots: [] }));
}

/** Plain names among targets, at any depth of tuples. What stands under `a.b` or `a[i]` is no target. */
export function targetNames(nodes: readonly SyntaxNode[]): SyntaxNode[] {
  const names: SyntaxNode[] = [];
  const work = [...nodes].reverse();
  for (let node = work.pop(); node !== undefined; node = work.pop()) {
    if (node.name === 'VariableName') names.push(node);
    else if (/^(Tuple|Array|Parenthesized)Expression$/.test(node.name))
      for (let child = node.lastChild; child; child = child.prevSibling) work.push(child);
  }
  return names;
}
