import type { SyntaxNode } from '@lezer/common';

const MUTATING =
  /^(?:append|extend|insert|remove|pop|clear|update|sort|reverse|setdefault|popitem|add|discard)$/;

/** All names that something inside a node may bind, rebind, change in place or delete. */
export function boundNames(node: SyntaxNode, source: string): Set<string> {
  const names = new Set<string>();
  const text = (n: SyntaxNode) => source.slice(n.from, n.to);
  const addAll = (from: SyntaxNode | null, until: (n: SyntaxNode) => boolean) => {
    for (let at = from; at !== null && !until(at); at = at.nextSibling) {
      const root = rootName(at);
      if (root) names.add(text(root));
      else
        at.cursor().iterate(
          (ref) => void (ref.name === 'VariableName' && names.add(source.slice(ref.from, ref.to))),
        );
    }
  };
  node.cursor().iterate((ref) => {
    switch (ref.name) {
      case 'AssignStatement':
      case 'UpdateStatement':
      case 'NamedExpression': {
        const operators = ref.node.getChildren('AssignOp');
        const last =
          operators.at(-1) ?? ref.node.getChild('UpdateOp') ?? ref.node.firstChild?.nextSibling ?? null;
        addAll(ref.node.firstChild, (n) => last === null || n.from >= last.from);
        break;
      }
      case 'ForStatement':
        addAll(ref.node.getChild('for')?.nextSibling ?? null, (n) => n.name === 'in');
        break;
      case 'as':
        if (ref.node.nextSibling)
          addAll(ref.node.nextSibling, (n) => n !== ref.node.nextSibling && n.name !== 'VariableName');
        break;
      case 'DeleteStatement':
      case 'ImportStatement':
      case 'ScopeStatement':
        addAll(ref.node.firstChild, () => false);
        break;
      case 'FunctionDefinition':
      case 'ClassDefinition': {
        const name = ref.node.getChild('VariableName');
        if (name) names.add(text(name));
        break;
      }
      case 'CallExpression': {
        const callee = ref.node.firstChild;
        const method = callee?.name === 'MemberExpression' ? callee.lastChild : null;
        const root = callee && method && MUTATING.test(text(method)) ? rootName(callee) : null;
        if (root) names.add(text(root));
        break;
      }
    }
  });
  return names;
}

/** The name at the bottom of `a`, `a.b`, `a[0].c`; null for anything else. */
function rootName(node: SyntaxNode): SyntaxNode | null {
  let at: SyntaxNode | null = node;
  while (at !== null && at.name === 'MemberExpression') at = at.firstChild;
  return at?.name === 'VariableName' ? at : null;
}
