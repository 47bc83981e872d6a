import { type Format, percentFormat } from './formats.ts';

/** A field of a `%` template. */
export interface PercentField {
  /** For `%(name)s`. */
  readonly name: string | null;
  readonly format: Format;
}

const PERCENT = /%(?:\(([^()]{1,80})\))?([-+ #0]{0,5})(\d{0,4})(\.\d{0,4})?[hlL]?([diouxXeEfFgGcrsa%])/y;

/** Splits a `%` template in literal parts and fields; null when it is no valid one or takes widths from its arguments. */
export function percentFields(template: string): (string | PercentField)[] | null {
  const parts: (string | PercentField)[] = [];
  let from = 0;
  for (let at = template.indexOf('%'); at >= 0; at = template.indexOf('%', from)) {
    parts.push(template.slice(from, at));
    PERCENT.lastIndex = at;
    const match = PERCENT.exec(template);
    if (match === null) return null;
    const [all, name, flags = '', width = '', precision = '', type = ''] = match;
    if (type === '%') parts.push('%');
    else parts.push({ name: name ?? null, format: percentFormat(flags, width, precision, type) });
    from = at + all.length;
  }
  parts.push(template.slice(from));
  return parts.filter((part) => part !== '');
}

/** A field of a `.format` template. */
export interface BraceField {
  /** Position, automatic numbers counted, or keyword. */
  readonly argument: number | string;
  /** What is taken of the argument: `.name`, `[key]`; mostly empty. */
  readonly path: string;
  readonly conversion: 'r' | null;
  readonly spec: string;
}

/** Splits a `.format` template in literal parts and fields; null when it is no valid one. */
export function braceFields(template: string): (string | BraceField)[] | null {
  const parts: (string | BraceField)[] = [];
  let automatic = 0;
  let text = '';
  for (let i = 0; i < template.length; i++) {
    const character = template[i]!;
    if (character !== '{' && character !== '}') text += character;
    else if (template[i + 1] === character) {
      text += character;
      i++;
    } else {
      const end = character === '{' ? closing(template, i) : -1;
      const field = end < 0 ? null : readField(template.slice(i + 1, end), automatic);
      if (field === null) return null;
      if (field.automatic) automatic++;
      if (text !== '') parts.push(text);
      text = '';
      parts.push(field.field);
      i = end;
    }
  }
  if (text !== '') parts.push(text);
  return parts;
}

/** A field holds at most one level of fields of its own. */
function closing(template: string, opening: number): number {
  let open = 0;
  const last = Math.min(template.length, opening + 300);
  for (let i = opening; i < last; i++) {
    if (template[i] === '{') open++;
    else if (template[i] === '}' && --open === 0) return i;
  }
  return -1;
}

const FIELD = /^(\d{1,4}|[\p{L}_][\p{L}\p{N}_]*)?((?:[.[])[^!:{}]*)?(?:!([rsa]))?(?::(.*))?$/su;

function readField(source: string, automatic: number): { field: BraceField; automatic: boolean } | null {
  const match = FIELD.exec(source);
  if (match === null) return null;
  const [, name, path = '', conversion, spec = ''] = match;
  const argument = name === undefined ? automatic : /^\d/.test(name) ? Number(name) : name;
  return {
    field: { argument, path, conversion: conversion === 'r' || conversion === 'a' ? 'r' : null, spec },
    automatic: name === undefined,
  };
}
