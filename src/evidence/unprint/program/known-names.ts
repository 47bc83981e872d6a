import type { SyntaxNode } from '@lezer/common';
import type { PythonCell } from '../../../python/index.ts';
import { argumentsOf } from '../skeleton/nodes.ts';
import type { Environment, Known } from '../skeleton/slots.ts';
import { boundNames } from './bindings.ts';
import { itemOf } from './loops.ts';

/** Where something is known: what the names of a cell's code hold at the place where one is. */
interface Place {
  readonly cell: PythonCell;
  readonly known: Map<string, Known>;
}

/** Keeps track of what names hold, statement by statement. */
export class NameKeeper {
  private readonly names = new Map<string, Map<string, ReadonlySet<string>>>();

  /** `boundNames`, each node once: bodies of loops are read once a round. */
  bound(node: SyntaxNode, source: string): ReadonlySet<string> {
    const perSource = this.names.get(source) ?? new Map<string, ReadonlySet<string>>();
    this.names.set(source, perSource);
    const key = `${node.name}:${node.from}:${node.to}`;
    const names = perSource.get(key) ?? boundNames(node, source);
    perSource.set(key, names);
    return names;
  }

  /** Drops what is known of names that a node binds: inside it, one cannot say which binding is in force. */
  forget(node: SyntaxNode, { cell, known }: Place): void {
    if (known.size === 0) return;
    for (const name of this.bound(node, cell.code)) known.delete(name);
  }

  /** Takes over what an assignment says. */
  learn(node: SyntaxNode, place: Place): void {
    this.forget(node, place);
    const [target, operator, value] = [node.firstChild, node.firstChild?.nextSibling, node.lastChild];
    if (
      target?.name !== 'VariableName' ||
      operator?.name !== 'AssignOp' ||
      operator.nextSibling?.from !== value?.from
    )
      return;
    const { code } = place.cell;
    place.known.set(code.slice(target.from, target.to), itemOf(value!, code, place.known).known);
  }
}

/** What a call says about the parameters of the function it runs. */
export function parametersOf(
  definition: { readonly node: SyntaxNode; readonly cell: PythonCell },
  call: SyntaxNode,
  { cell, known }: Place,
): Map<string, Known> {
  const found = new Map<string, Known>();
  const args = argumentsOf(call.getChild('ArgList'), cell.code);
  if (args.some(({ star }) => star !== '')) return found;
  const names: string[] = [];
  const { code } = definition.cell;
  for (
    let child = definition.node.getChild('ParamList')?.firstChild ?? null;
    child;
    child = child.nextSibling
  ) {
    const previous = child.prevSibling?.name;
    if (previous === '*' || previous === '**') break;
    if (child.name === 'VariableName' && previous !== 'AssignOp') names.push(code.slice(child.from, child.to));
  }
  for (const [i, { keyword, node: value }] of args.entries()) {
    const name = keyword ?? names[i];
    if (name === undefined) continue;
    const { text, type, string } = itemOf(value, cell.code, known).known;
    found.set(name, { type, text, string, node: null });
  }
  return found;
}

/** Names whose text is known now and was not before. */
export function newTexts(now: Environment, before: Environment): [name: string, text: string][] {
  const found: [string, string][] = [];
  for (const [name, { text }] of now) if (text !== null && !before.has(name)) found.push([name, text]);
  return found;
}
