import { STRICTNESSES, type Strictness, type Template, type Variant } from '../templates/index.ts';
import type { ProposeOptions } from './types.ts';

/** Whether flags and configuration let this template propose. */
export function isWanted(template: Template, { checks, templates }: ProposeOptions): boolean {
  if (checks.length > 0 && !checks.includes(template.check)) return false;
  return templates.length === 0 || templates.some((id) => id === template.id || id === `${template.check}/*`);
}

/** Which strictness is wanted of a template's proposals. */
export function strictnessFor({ check }: Template, options: ProposeOptions): Strictness {
  return options.strictnessByCheck?.[check] ?? options.strictness;
}

/** The wanted strictness where there is such a variant; else the next looser one; else the least strict there is. */
export function chosenStrictness(variants: readonly Variant[], wanted: Strictness): Strictness {
  const offered = variants.map((variant) => variant.strictness);
  const looser = STRICTNESSES.slice(STRICTNESSES.indexOf(wanted)).find((it) => offered.includes(it));
  return looser ?? offered.at(-1) ?? wanted;
}
