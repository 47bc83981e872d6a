/** Adding and taking out members of an object in the text. */

import { gapBefore, type Layout, writeMember, writeValue } from './layout.ts';
import { insertAt, type Patch } from './patch.ts';
import { type Member, membersOf, type TextSpan } from './spans.ts';
import type { JsonObject } from './types.ts';

/** Gives the object at `object` the members of `add`; `gap` is the white space in front of the key that holds the object. */
export function mergeMembers(
  text: string,
  object: TextSpan,
  add: JsonObject,
  gap: string,
  layout: Layout,
): Patch[] {
  const members = membersOf(text, object.from);
  if (members.length === 0) return [{ ...object, text: writeValue(add, gap, layout) }];
  return Object.keys(add)
    .sort()
    .map((key) => setMember(text, members, key, add, layout));
}

function setMember(
  text: string,
  members: readonly Member[],
  key: string,
  add: JsonObject,
  layout: Layout,
): Patch {
  const gap = gapBefore(text, (members[1] ?? members[0]!).keySpan.from);
  const written = writeValue(add[key]!, gap, layout);
  const existing = members.findLast((member) => member.key === key);
  if (existing !== undefined) return { ...existing.value, text: written };
  const next = members.find((member) => member.key > key);
  if (next !== undefined) return insertAt(next.keySpan.from, `${writeMember(key, written, layout)},${gap}`);
  return insertAt(members.at(-1)!.value.to, `,${gap}${writeMember(key, written, layout)}`);
}

/** Takes every member called `key` out of the object at `object`: the inverse of `mergeMembers`. */
export function dropMember(text: string, object: TextSpan, key: string): Patch[] {
  const members = membersOf(text, object.from);
  if (members.every((member) => member.key === key)) {
    return members.length === 0 ? [] : [{ ...object, text: '{}' }];
  }
  const lastKept = members.findLastIndex((member) => member.key !== key);
  const patches: Patch[] = [];
  for (const [index, member] of members.entries()) {
    if (member.key !== key) continue;
    if (index < lastKept)
      patches.push({ from: member.keySpan.from, to: members[index + 1]!.keySpan.from, text: '' });
    else patches.push({ from: members[index - 1]!.value.to, to: member.value.to, text: '' });
  }
  return patches;
}
