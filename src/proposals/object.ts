import type { SyntaxNode } from '@lezer/common';
import type { Subject } from '../feedback/index.ts';
import type { Names } from '../python/index.ts';

/**
 * The object that a check of this subject is about: the first name in it that the notebook itself gave, as `y_test` in
 * `accuracy_score(y_test, model.predict(X_test))`. Names of modules, of functions that are called and of arguments are
 * none; a subject without such a name stands for itself.
 */
export function objectOf(subject: Subject, names: Names): string {
  let found: string | null = null;
  subject.node.cursor().iterate(({ name, node }) => {
    if (found === null && name === 'VariableName' && !isCalled(node) && !isKeyword(node)) {
      const isOwn = names.canonical({ cell: subject.cell, node }) === null;
      if (isOwn) found = subject.cell.code.slice(node.from, node.to);
    }
    return found === null;
  });
  return found ?? subject.source;
}

function isCalled({ parent, from }: SyntaxNode): boolean {
  return parent?.name === 'CallExpression' && parent.from === from;
}

function isKeyword({ parent, nextSibling }: SyntaxNode): boolean {
  return parent?.name === 'ArgList' && nextSibling?.name === 'AssignOp';
}
