import type { Check } from './vocabulary.ts';

/**
 * The text of a new template file: complete, so that it loads and its examples pass, with a comment at each part on what
 * belongs there. Its pattern matches nothing that a notebook holds.
 * @param id `<check>/<name>`
 */
export function templateSkeleton(id: string, check: Check): string {
  return `# A template: feedback in a notebook -> the assumption it checks -> an assert and a note.
# Write the examples at the end first, refusals included; then fill in the parts above them until
#   nbassert templates test <this file>
# says that all are ok. Keep the order of the keys.

id: ${id}
check: ${check}
# One sentence: what the notebook shows.
summary: An amount is shown.
# The lesson: what the author looks at, what a healthy re-run may change, what must not be asserted.
why: |
  Say here what the look checks, and which part of it survives a run on new data: that part is what balanced asserts.
  Say also what must never be asserted and what counts as the same: printed precision, head-room, one-sided limits.
# high: the author meant this and it holds on a clean re-run. medium, low: say why with \`doubt\`.
confidence: medium
# Python with metavariables: $X one expression, $...ARGS any arguments; keywords in any order. Names are matched by
# what they mean: np.unique also matches what was imported under another name.
match:
  any: [$X.replace_this_method($...ARGS)]
# What the saved output has to be: scalar, sequence, mapping, table, series, array, dtype, type, object, report, text.
evidence:
  kind: scalar
  when:
    - evidence.type == 'int'
    - evidence.value > 0
# Which fact is stated, so that it is stated once in a notebook.
facts: ["amount of {{ X }}"]
# One sentence. {{ X }} is the code that the metavariable stands for.
assume: "{{ X }} has an amount"
# strict: what was seen, exactly. balanced: what a fresh, healthy run still satisfies. lenient: structure only.
# held (optional): the balanced form for data that does not refresh by itself; data is then code, fixed or file.
assert:
  strict: "{{ subject }} == {{ evidence }}"
  balanced: "{{ subject }} > 0"
# The failure message; {actual} is where the value found goes: that of the subject, or of an expression after \`actual:\`.
message: "expected an amount, found {actual}"
note: |
  **Assumption:** {{ X }} has an amount.
  The output above showed {{ evidence }}.
# The examples are the tests and the documentation: asserts (exactly these come out), refuses (nothing comes out, and
# why), known-miss (nothing comes out although it should); and the confidence, where a doubt takes some. As many refusals as
# proposals.
examples:
  - name: an amount
    before: box = load()
    cell: box.replace_this_method()
    output: "3"
    asserts:
      strict: |
        assert box.replace_this_method() == 3, (
            f"expected an amount, found {box.replace_this_method()}"
        )
      balanced: |
        assert box.replace_this_method() > 0, (
            f"expected an amount, found {box.replace_this_method()}"
        )
  - name: nothing there
    before: box = load()
    cell: box.replace_this_method()
    output: "0"
    refuses: an empty box is no assumption to keep
`;
}
