/** Reading untrusted JSON values: what is not of the right type counts as not there. */

import type { JsonObject, JsonValue } from './types.ts';

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of an own key. `Object.prototype` is no part of a file. */
export function own(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

export function objectAt(object: JsonObject, key: string): JsonObject {
  const value = own(object, key);
  return isObject(value) ? value : {};
}

export function listAt(object: JsonObject, key: string): readonly JsonValue[] {
  const value = own(object, key);
  return Array.isArray(value) ? value : [];
}

export function stringAt(object: JsonObject, key: string): string | null {
  const value = own(object, key);
  return typeof value === 'string' ? value : null;
}

export function integerAt(object: JsonObject, key: string): number | null {
  const value = own(object, key);
  return typeof value === 'number' && Number.isInteger(value) ? value : null;
}

/** Text as notebooks hold it, a string or a list of strings, as one string; null for anything else. */
export function joinedText(value: JsonValue | undefined): string | null {
  if (typeof value === 'string') return value;
  return isStringList(value) ? value.join('') : null;
}

export function isStringList(value: JsonValue | undefined): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
