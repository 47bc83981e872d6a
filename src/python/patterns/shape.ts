import type { TermKind } from './term.ts';

/** What a place in a pattern asks for. */
export type Shape =
  /** `$_` */
  | { readonly kind: 'any' }
  /** `$X` */
  | { readonly kind: 'variable'; readonly name: string }
  /** A name known from an import or a built-in, by meaning. */
  | { readonly kind: 'member'; readonly dotted: string }
  /** A term of this kind and label with these parts. */
  | {
      readonly kind: 'term';
      readonly term: TermKind;
      readonly label: string;
      readonly parts: readonly Shape[];
    }
  /** `.name` behind an object; the name may be a metavariable, the object may be any chain above one. */
  | {
      readonly kind: 'attribute';
      readonly name: AttributeName;
      readonly object: Shape;
      readonly gap: boolean;
    }
  | { readonly kind: 'call'; readonly callee: Shape; readonly list: ListShape }
  | { readonly kind: 'list'; readonly term: TermKind; readonly list: ListShape };

export type AttributeName =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'variable'; readonly name: string };

/** Arguments or items. Keyword arguments and `**x` are in lists of arguments only. */
export interface ListShape {
  readonly items: readonly Shape[];
  readonly keywords: readonly (readonly [name: string, value: Shape])[];
  readonly doubleStars: readonly Shape[];
  /** Where `...` stands among `items`; null without one. */
  readonly rest: { readonly at: number; readonly name: string | null } | null;
}
