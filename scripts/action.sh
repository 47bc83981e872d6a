#!/usr/bin/env bash
# What the GitHub Action runs: the gate with annotations, a summary of the job, and the reports that were asked for.
set -u
nbassert=(node "${NBASSERT_MAIN:-$GITHUB_ACTION_PATH/dist/cli/main.js}")

# One value a line, so that a path may hold spaces.
lines() {
  local -n into=$1
  into=()
  while IFS= read -r line; do
    [ -n "$line" ] && into+=("$line")
  done <<<"$2"
}

lines paths "${NBASSERT_PATHS:-.}"
lines flags "${NBASSERT_ARGS:-}"
[ -n "${NBASSERT_BASELINE:-}" ] && flags+=(--baseline "$NBASSERT_BASELINE")
[ -n "${NBASSERT_SINCE:-}" ] && flags+=(--since "$NBASSERT_SINCE")
[ -n "${NBASSERT_SHARD:-}" ] && flags+=(--shard "$NBASSERT_SHARD")

# Reports first: they are wanted most of all when the gate fails. What they cannot read the gate names again.
report() {
  "${nbassert[@]}" check "${flags[@]}" --quiet --format "$1" --output "$2" -- "${paths[@]}" 2>/dev/null
  [ $? -le 1 ] || echo "The $1 report is not complete." >&2
}
[ -n "${NBASSERT_SARIF:-}" ] && report sarif "$NBASSERT_SARIF"
[ -n "${NBASSERT_HTML:-}" ] && report html "$NBASSERT_HTML"
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  "${nbassert[@]}" check "${flags[@]}" --quiet --format markdown -- "${paths[@]}" 2>/dev/null >>"$GITHUB_STEP_SUMMARY"
fi

exec "${nbassert[@]}" check "${flags[@]}" --format github -- "${paths[@]}"
